package io.betintel.ev.audit;

import java.time.Duration;
import java.util.Optional;

/** Compares one row of {@code bets} with its line, and with its history. */
record RowCheck(StoreRules rules, Findings findings, AuditedLines lines) {

  void compare(BetsRow row) {
    AuditedLine line = lines.find(row.lineId());
    if (line == null) {
      withoutLine(row);
      return;
    }
    Optional<Unjudged> obstacle = rules.obstacle(line);
    if (obstacle.isPresent() || rules.isNewer(line, row.version())) {
      findings.unjudged(obstacle.orElse(Unjudged.IN_FLIGHT));
      return;
    }
    findings.judgedRow();
    AuditedOutcome outcome = line.open() ? line.outcome(row.outcome()) : null;
    if (outcome == null) {
      gone(row, line);
    } else if (isVersion(row, line)) {
      values(row, line, outcome);
    }
    history(row, rules.place(line));
  }

  private void withoutLine(BetsRow row) {
    boolean open = !row.closed() && row.version() >= 0 && !lines.isUnreadable(row.lineId());
    // Workers send a tombstone when an event is over, and the topic is compacted.
    if (lines.hasMoved(row.lineId())) {
      findings.unjudged(Unjudged.IN_FLIGHT);
      return;
    }
    if (open && lines.mayBeGone(row.lineId())) {
      findings.unjudged(Unjudged.LINES_GONE);
    } else if (open && row.validUntil() > rules.now()) {
      add(
          DifferenceKind.ROW_WITHOUT_LINE,
          row,
          "outcome " + row.outcome() + " is open, and the topic has no such line",
          "");
    }
    history(row, "");
  }

  /** The line has no such outcome any more, or is withdrawn. */
  private void gone(BetsRow row, AuditedLine line) {
    if (!row.closed()) {
      add(
          DifferenceKind.ROW_OPEN,
          row,
          "outcome "
              + row.outcome()
              + " is open at version "
              + row.version()
              + ", the line "
              + (line.open() ? "no longer has it" : "is withdrawn"),
          rules.place(line));
    }
  }

  private boolean isVersion(BetsRow row, AuditedLine line) {
    if (line.atHome() ? row.version() == line.offset() : row.version() < 0) {
      return true;
    }
    boolean older = row.version() < line.offset() || !line.atHome();
    add(
        older ? DifferenceKind.ROW_STALE : DifferenceKind.ROW_VERSION,
        row,
        "outcome " + row.outcome() + " has version " + row.version(),
        rules.place(line));
    return false;
  }

  private void values(BetsRow row, AuditedLine line, AuditedOutcome outcome) {
    String difference =
        row.closed()
            ? "is closed"
            : outcome.difference(
                row.fair(),
                row.bestBook(),
                row.bestPrice(),
                OffersJson.digest(OffersJson.parse(row.offers())));
    if (difference.isEmpty() && row.validUntil() != line.validUntil()) {
      difference = "valid_until is not the line's";
    }
    if (!difference.isEmpty()) {
      add(
          DifferenceKind.ROW_DIFFERS,
          row,
          "outcome " + row.outcome() + ": " + difference,
          rules.place(line));
    }
  }

  /** Rows that a rename has moved have none of their own. */
  private void history(BetsRow row, String place) {
    long kept = rules.now() - Duration.ofDays(rules.targets().historyDays() - 1L).toMillis();
    if (row.version() < 0 || row.recordedAt() < kept) {
      return;
    }
    if (row.history() == null) {
      add(
          DifferenceKind.HISTORY_MISSING,
          row,
          "bet_history lacks version " + row.version() + " of outcome " + row.outcome(),
          place);
    } else if (!row.differenceInHistory().isEmpty()) {
      add(
          DifferenceKind.HISTORY_DIFFERS,
          row,
          "version "
              + row.version()
              + " of outcome "
              + row.outcome()
              + " in bet_history "
              + row.differenceInHistory(),
          place);
    }
    if (row.later() != null) {
      add(
          DifferenceKind.HISTORY_LATER,
          row,
          "bet_history has version "
              + row.later()
              + " of outcome "
              + row.outcome()
              + ", recorded after the row's version "
              + row.version(),
          place);
    }
  }

  private void add(DifferenceKind kind, BetsRow row, String detail, String place) {
    findings.add(new Difference(kind, row.lineId(), detail, place));
  }
}
