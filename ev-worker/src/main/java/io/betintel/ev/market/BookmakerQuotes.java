package io.betintel.ev.market;

import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What one bookmaker quotes of one market: the latest snapshot, and which lines its outcomes are
 * of. A later snapshot mostly quotes the same outcomes in the same order, so that the lines whose
 * prices moved are known without placing all of them again. Mutable, for one thread.
 */
final class BookmakerQuotes {
  /** With fewer outcomes in several lines it costs no less to place all of them. */
  private static final int FEW = 8;

  private static final LineSlot[] UNKNOWN = {};

  private final Bookmaker bookmaker;

  // Of the latest snapshot.
  private List<Outcome> outcomes;
  private long lastUpdate;
  private String link;
  private List<LineSlot> lines = List.of();

  /** Of each outcome; empty if that is not kept, and not needed if they are all of one line. */
  private LineSlot[] slots = UNKNOWN;

  BookmakerQuotes(MarketSnapshot latest) {
    this.bookmaker = latest.bookmaker();
    confirm(latest);
  }

  Bookmaker bookmaker() {
    return bookmaker;
  }

  /** Of the snapshot, in milliseconds since the epoch. */
  long lastUpdate() {
    return lastUpdate;
  }

  /** Of the snapshot; null if it has none. */
  String link() {
    return link;
  }

  /** The lines that it quotes, in the order of its outcomes. */
  List<LineSlot> lines() {
    return lines;
  }

  /**
   * Takes a later snapshot of the same lines.
   *
   * @see #moved
   */
  void confirm(MarketSnapshot snapshot) {
    outcomes = snapshot.outcomes();
    lastUpdate = snapshot.lastUpdate().toEpochMilli();
    link = snapshot.link();
  }

  /**
   * Takes a later snapshot.
   *
   * @param ofOutcomes the line of each outcome
   */
  void replace(MarketSnapshot snapshot, List<LineSlot> quoted, LineSlot[] ofOutcomes) {
    confirm(snapshot);
    lines = quoted;
    slots = ofOutcomes.length > FEW ? ofOutcomes : UNKNOWN;
  }

  /**
   * The lines of which a later snapshot has other prices, links or limits, if it quotes the same
   * lines by outcomes in the same order, and most of them as before; null if it must be placed.
   */
  Set<LineSlot> moved(MarketSnapshot later) {
    List<Outcome> now = later.outcomes();
    List<Outcome> before = outcomes;
    if (now.size() != before.size() || !Objects.equals(later.link(), link)) {
      return null;
    }
    if (lines.size() == 1) {
      return movedInOne(now, before);
    }
    if (slots.length == 0) {
      return null;
    }
    Set<LineSlot> moved = new LinkedHashSet<>(4);
    for (int i = 0; i < slots.length; i++) {
      if (!now.get(i).isSame(before.get(i))) {
        if (!now.get(i).isSameBet(before.get(i)) || moved.size() > lines.size() / 4) {
          return null;
        }
        moved.add(slots[i]);
      }
    }
    return moved;
  }

  /** All of its outcomes are of one line, as in most snapshots. */
  private Set<LineSlot> movedInOne(List<Outcome> now, List<Outcome> before) {
    boolean moved = false;
    for (int i = 0; i < now.size(); i++) {
      if (!now.get(i).isSame(before.get(i))) {
        if (!now.get(i).isSameBet(before.get(i))) {
          return null;
        }
        moved = true;
      }
    }
    return moved ? Set.of(lines.get(0)) : Set.of();
  }

  /**
   * The prices of one of its lines by a later snapshot that has the same lines.
   *
   * @param slot one of {@link #moved}
   * @param fits whether its outcomes are those of the shape
   */
  @SuppressWarnings("ReferenceEquality") // each line's slot is one object, see LinePlacing
  QuotedSides sides(LineSlot slot, MarketSnapshot later, boolean fits) {
    QuoteBuilder builder = new QuoteBuilder(slot);
    for (int i = 0; i < later.outcomes().size(); i++) {
      if (lines.size() == 1 || slots[i] == slot) {
        builder.add(later.outcomes().get(i), fits);
      }
    }
    return builder.quote(this, later);
  }
}
