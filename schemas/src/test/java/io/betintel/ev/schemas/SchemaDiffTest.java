package io.betintel.ev.schemas;

import static io.betintel.ev.schemas.SchemaChange.Party.NEWER_READERS;
import static io.betintel.ev.schemas.SchemaChange.Party.OLDER_READERS;
import static io.betintel.ev.schemas.SchemaChange.Party.PRODUCERS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaDiffTest {
  private static final Schema FIRST = Contract.oddsEvent().releases().get(0).schema();

  @Test
  void theSameSchemaHasNoDifference() {
    assertThat(SchemaDiff.between(FIRST, FIRST)).isEmpty();
  }

  @Test
  void anAppendedBetTypeBreaksNoReader() {
    SchemaChange change = only(FIRST, with("unknown h2h spreads totals player_points steals"));

    assertThat(change.what()).isEqualTo("BetType has the new symbol steals");
    assertThat(change.breaking()).isFalse();
    assertThat(change.toString()).contains("; breaks nobody: an older worker reads it by");
  }

  @Test
  void aLostBetTypeBreaksWhoReadsWhatIsStoredAndWhoSendsIt() {
    SchemaChange change = only(FIRST, with("unknown h2h totals player_points"));

    assertThat(change.what()).isEqualTo("BetType has lost spreads");
    assertThat(change.breaks()).containsExactlyInAnyOrder(NEWER_READERS, PRODUCERS);
  }

  @Test
  void aRenamedBetTypeIsOneLostAndOneInBetween() {
    assertThat(SchemaDiff.between(FIRST, with("unknown h2h handicap totals player_points")))
        .extracting(SchemaChange::what)
        .containsExactly(
            "BetType has lost spreads", "BetType has the new symbol handicap in between");
  }

  @Test
  void anotherOrderIsOneDifference() {
    SchemaChange change = only(FIRST, with("unknown spreads h2h totals player_points"));

    assertThat(change.what())
        .isEqualTo(
            "BetType has its symbols in another order:"
                + " unknown, spreads, h2h, totals, player_points");
    assertThat(change.breaking()).isTrue();
  }

  @Test
  void anotherDefaultBreaksEveryReader() {
    Schema other =
        parse(FIRST.toString().replace("\"default\":\"unknown\"", "\"default\":\"h2h\""));

    assertThat(only(FIRST, other).breaks()).containsExactlyInAnyOrder(OLDER_READERS, NEWER_READERS);
  }

  @Test
  void aFieldNeedsADefaultWhetherItComesOrGoes() {
    Schema plain = record("{\"name\":\"a\",\"type\":\"string\"}");
    Schema optional =
        record(
            "{\"name\":\"a\",\"type\":\"string\"},"
                + "{\"name\":\"b\",\"type\":[\"null\",\"string\"],\"default\":null}");
    Schema required =
        record("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"string\"}");

    assertThat(only(plain, optional).breaking()).isFalse();
    assertThat(only(optional, plain).breaking()).isFalse();
    assertThat(only(plain, required).breaks()).containsExactlyInAnyOrder(NEWER_READERS, PRODUCERS);
    assertThat(only(required, plain).breaks()).containsExactly(OLDER_READERS);
  }

  @Test
  void anotherTypeAndAnotherMeaningAreNamed() {
    Schema millis =
        record(
            "{\"name\":\"a\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}}");
    Schema micros =
        record(
            "{\"name\":\"a\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}}");

    assertThat(only(millis, micros).what())
        .isEqualTo("a is long (timestamp-micros), was long (timestamp-millis)");
  }

  private static SchemaChange only(Schema earlier, Schema later) {
    List<SchemaChange> changes = SchemaDiff.between(earlier, later);
    assertThat(changes).hasSize(1);
    return changes.get(0);
  }

  private static Schema with(String symbols) {
    return BetTypeSymbols.replace(FIRST, List.of(symbols.split(" ")));
  }

  private static Schema record(String fields) {
    return parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
  }

  private static Schema parse(String text) {
    return new Schema.Parser().parse(text);
  }
}
