package io.betintel.ev.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.odds.BetType;
import java.time.Duration;
import java.util.Optional;

/** Compares one entry of Redis with its line. */
record EntryCheck(StoreRules rules, Findings findings, AuditedLines lines) {
  /** Two clocks, and the time that a question takes. */
  private static final long MARGIN = Duration.ofSeconds(5).toMillis();

  /**
   * @param line null if the topic has none
   */
  void compare(BetType type, CachedEntry entry, AuditedLine line) {
    if (!rules.types().isServed(type)) {
      switchedOff(type, entry);
      return;
    }
    if (line == null) {
      withoutLine(entry);
      return;
    }
    Optional<Unjudged> obstacle = rules.obstacle(line);
    Long marked = entry.marked();
    if (obstacle.isPresent() || (marked != null && rules.isNewer(line, marked))) {
      findings.unjudged(obstacle.orElse(Unjudged.IN_FLIGHT));
      return;
    }
    findings.judgedEntry();
    if (!line.open() || until(line) < rules.now() - MARGIN) {
      if (entry.isThere()) {
        add(
            DifferenceKind.ENTRY_KEPT,
            entry,
            line.open() ? "is no longer valid" : "is withdrawn",
            line);
      } else if (isShown(entry)) {
        add(DifferenceKind.INDEX_ORPHAN, entry, "the index has it, and it has no entry", line);
      }
    } else if (entry.isThere()) {
      present(entry, line);
    } else if (until(line) > rules.now() + MARGIN) {
      add(
          DifferenceKind.ENTRY_MISSING,
          entry,
          "is valid, and has no entry" + (entry.isIndexed() ? "; the index has it" : ""),
          line);
    }
  }

  private void switchedOff(BetType type, CachedEntry entry) {
    if (rules.types().isSettled() && (entry.isThere() || entry.isIndexed())) {
      boolean shown = rules.types().entry(type).filter(each -> each.isShown()).isPresent();
      if (!shown) {
        add(DifferenceKind.ENTRY_KEPT, entry, "bet type " + type + " is switched off", null);
      }
    }
  }

  private void withoutLine(CachedEntry entry) {
    if (lines.hasMoved(entry.id())) {
      findings.unjudged(Unjudged.IN_FLIGHT);
    } else if (lines.mayBeGone(entry.id())) {
      findings.unjudged(Unjudged.LINES_GONE);
    } else if (entry.isThere()) {
      Long marked = entry.marked();
      if (marked != null && marked >= 0 && isReadEverywhere(marked)) {
        add(DifferenceKind.ENTRY_KEPT, entry, "the topic has no such line", null);
      }
    } else if (isShown(entry)) {
      add(DifferenceKind.INDEX_ORPHAN, entry, "the index has it, and it has no entry", null);
    }
  }

  /** Whether a record of that offset has been read, whatever its partition. */
  private boolean isReadEverywhere(long version) {
    return rules.moment().lines().to().values().stream().allMatch(end -> version < end);
  }

  /** The sink deletes expired ids from an index every few minutes. */
  private boolean isShown(CachedEntry entry) {
    return entry.isIndexed() && entry.score() > rules.now() + MARGIN;
  }

  private long until(AuditedLine line) {
    return rules
        .targets()
        .replayFor()
        .map(kept -> line.publishedAt() + kept.toMillis())
        .orElse(line.validUntil());
  }

  private void present(CachedEntry entry, AuditedLine line) {
    JsonNode json = OffersJson.parse(entry.json());
    if (json == null) {
      add(DifferenceKind.ENTRY_DIFFERS, entry, "the entry is no JSON", line);
      return;
    }
    long version = json.path(LineJson.VERSION).asLong(-1);
    if (line.atHome() && version != line.offset()) {
      add(
          version < line.offset() ? DifferenceKind.ENTRY_STALE : DifferenceKind.ENTRY_VERSION,
          entry,
          "the entry has version " + version,
          line);
      return;
    }
    String difference = OffersJson.difference(json, line);
    if (!difference.isEmpty()) {
      add(DifferenceKind.ENTRY_DIFFERS, entry, difference, line);
    }
    if (!entry.isIndexed()) {
      add(DifferenceKind.INDEX_MISSING, entry, "has an entry, and the index lacks it", line);
    }
    expiry(entry, line);
  }

  /** In a replay a line lasts from when it was written, which is not known exactly. */
  private void expiry(CachedEntry entry, AuditedLine line) {
    if (entry.ttl() < 0) {
      if (entry.ttl() == -1) {
        add(DifferenceKind.ENTRY_EXPIRY, entry, "the entry never expires", line);
      }
      return;
    }
    boolean live = rules.targets().replayFor().isEmpty();
    if (live && Math.abs(rules.now() + entry.ttl() - line.validUntil()) > MARGIN) {
      add(DifferenceKind.ENTRY_EXPIRY, entry, "the entry expires in " + entry.ttl() + " ms", line);
    } else if (live && entry.isIndexed() && entry.score() != line.validUntil()) {
      add(DifferenceKind.ENTRY_EXPIRY, entry, "its index has another expiry", line);
    }
  }

  private void add(DifferenceKind kind, CachedEntry entry, String detail, AuditedLine line) {
    findings.add(new Difference(kind, entry.id(), detail, line == null ? "" : rules.place(line)));
  }
}
