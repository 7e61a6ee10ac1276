package io.betintel.ev.audit;

import static io.betintel.ev.audit.AuditInHand.NOW;
import static io.betintel.ev.audit.AuditInHand.OFF;
import static io.betintel.ev.audit.AuditInHand.TOTALS;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.sink.PricedLines;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntryCheckTest {
  private static final String ID = "e1|totals||5.5|";
  private static final double UNTIL = (double) NOW.plusSeconds(1_200).toEpochMilli();
  private static final PricedLine LINE = PricedLines.open(TOTALS, "e1", 5.5, 2.1);

  private final AuditInHand audit = new AuditInHand();

  @Test
  void entryOfTheLastVersionIsClean() {
    open();
    compare(entry(json(7, 2.1), 7, 1_200_000, UNTIL));

    assertThat(audit.found()).isEmpty();
    assertThat(audit.report().judged().entries()).isEqualTo(1);
  }

  @Test
  void entryThatIsMissingStaleForeignOrOtherIsNamed() {
    open();
    compare(entry(null, 7, -2, UNTIL));
    compare(entry(json(6, 2.1), 6, 1_200_000, UNTIL));
    compare(entry(json(8, 2.1), 8, 1_200_000, UNTIL));
    compare(entry(json(7, 2.2), 7, 1_200_000, UNTIL));
    compare(entry("no json", 7, 1_200_000, UNTIL));

    assertThat(audit.report().differences())
        .extracting(each -> each.kind().label())
        .containsExactlyInAnyOrder(
            "entry_missing", "entry_stale", "entry_version", "entry_differs", "entry_differs");
  }

  @Test
  void expiryAndIndexMustBeTheLines() {
    open();
    compare(entry(json(7, 2.1), 7, -1, UNTIL));
    compare(entry(json(7, 2.1), 7, 600_000, UNTIL));
    compare(entry(json(7, 2.1), 7, 1_200_000, UNTIL + 1));
    compare(new CachedEntry(ID, json(7, 2.1), "id/1 7", 1_200_000, null));

    assertThat(audit.report().differences())
        .extracting(each -> each.kind().label())
        .containsExactlyInAnyOrder("entry_expiry", "entry_expiry", "entry_expiry", "index_missing");
  }

  @Test
  void entryOfAWithdrawnOrUnknownLineOrOfATypeThatIsOffIsNamed() {
    audit.lines.add(PricedLines.withdrawn(TOTALS, "e1", 5.5), true, 0, 9, NOW.toEpochMilli());
    compare(entry(json(7, 2.1), 9, 1_200_000, UNTIL));
    check().compare(TOTALS, entry(json(7, 2.1), 7, 1_200_000, UNTIL), null);
    check().compare(OFF, entry(json(7, 2.1), 7, 1_200_000, UNTIL), null);

    assertThat(audit.found()).containsExactly("entry_kept", "entry_kept", "entry_kept");
  }

  @Test
  void entryOfALineThatMovedOrMayBeGoneIsNotJudged() {
    audit.lines.take(AuditInHand.line(120, ID)); // the audit judges what is before 100
    check().compare(TOTALS, entry(json(120, 2.1), 7, 1_200_000, UNTIL), null);
    assertThat(audit.unjudged(Unjudged.IN_FLIGHT)).isEqualTo(1);

    audit.lines.begin(Map.of(0, 5L));
    CachedEntry gone = new CachedEntry("e2|totals||5.5|", json(3, 2.1), "id/1 3", 1_000, UNTIL);
    check().compare(TOTALS, gone, null);
    assertThat(audit.found()).isEmpty();
    assertThat(audit.unjudged(Unjudged.LINES_GONE)).isEqualTo(1);
  }

  @Test
  void idInAnIndexWithoutAnEntryIsNamedUntilItHasExpired() {
    check().compare(TOTALS, new CachedEntry("x|totals||1|", null, null, -2, UNTIL), null);
    check()
        .compare(
            TOTALS,
            new CachedEntry("y|totals||1|", null, null, -2, (double) NOW.toEpochMilli()),
            null);

    assertThat(audit.report().differences())
        .singleElement()
        .extracting(Difference::subject)
        .isEqualTo("x|totals||1|");
  }

  @Test
  void newerEntryThanWhatWasReadIsInFlight() {
    open();
    compare(entry(json(120, 2.4), 120, 1_200_000, UNTIL));

    assertThat(audit.found()).isEmpty();
    assertThat(audit.unjudged(Unjudged.IN_FLIGHT)).isEqualTo(1);
  }

  private void open() {
    audit.lines.add(LINE, true, 0, 7, NOW.toEpochMilli());
  }

  private void compare(CachedEntry entry) {
    check().compare(new BetType("totals"), entry, audit.lines.find(ID));
  }

  private EntryCheck check() {
    return new EntryCheck(audit.rules("redis", 150), audit.findings, audit.lines);
  }

  private static CachedEntry entry(String json, long marked, long ttl, double score) {
    return new CachedEntry(ID, json, "id/1 " + marked, ttl, score);
  }

  private static String json(long version, double over) {
    return new String(
        new LineJson().bytes(PricedLines.open(TOTALS, "e1", 5.5, over), version),
        StandardCharsets.UTF_8);
  }
}
