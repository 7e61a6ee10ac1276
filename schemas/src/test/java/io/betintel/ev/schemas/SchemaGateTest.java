package io.betintel.ev.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;

class SchemaGateTest {
  private static final Schema RELEASED =
      record(bets("unknown", "'unknown', 'h2h', 'spreads'"), longField(), "");

  @Test
  void theSameSchemaPasses() {
    assertThat(check(RELEASED)).isEmpty();
  }

  @Test
  void anAppendedSymbolPasses() {
    assertThat(
            check(
                record(bets("unknown", "'unknown', 'h2h', 'spreads', 'totals'"), longField(), "")))
        .isEmpty();
  }

  @Test
  void anAddedFieldWithDefaultPasses() {
    assertThat(
            check(
                record(
                    bets("unknown", "'unknown', 'h2h', 'spreads'"),
                    longField(),
                    ", {'name': 'link', 'type': ['null', 'string'], 'default': null}")))
        .isEmpty();
  }

  @Test
  void aRemovedSymbolIsRefusedThoughAvroAcceptsIt() {
    Schema removed = record(bets("unknown", "'unknown', 'h2h'"), longField(), "");

    assertThat(SchemaCompatibility.checkReaderWriterCompatibility(removed, RELEASED).getType())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    assertThat(check(removed))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.schema()).isEqualTo("Sample");
              assertThat(violation.against()).isEqualTo(1);
              assertThat(violation.what()).isEqualTo("BetType has lost spreads");
              assertThat(violation.remedy()).contains("only appended");
            });
  }

  @Test
  void aRenamedSymbolIsRefused() {
    assertThat(check(record(bets("unknown", "'unknown', 'h2h', 'handicap'"), longField(), "")))
        .extracting(Violation::what)
        .containsExactly("BetType has lost spreads");
  }

  @Test
  void reorderedSymbolsAreRefused() {
    assertThat(check(record(bets("unknown", "'unknown', 'spreads', 'h2h'"), longField(), "")))
        .extracting(Violation::what)
        .containsExactly("BetType has spreads at place 2, where h2h was");
  }

  @Test
  void aSymbolInsertedInTheMiddleIsRefused() {
    assertThat(
            check(
                record(bets("unknown", "'unknown', 'h2h', 'totals', 'spreads'"), longField(), "")))
        .extracting(Violation::what)
        .containsExactly("BetType has totals at place 3, where spreads was");
  }

  @Test
  void aChangedDefaultIsRefused() {
    assertThat(check(record(bets("h2h", "'unknown', 'h2h', 'spreads'"), longField(), "")))
        .extracting(Violation::what)
        .containsExactly("BetType has the default h2h, had unknown");
  }

  @Test
  void aLostDefaultIsRefused() {
    Schema without =
        record(
            "{'type': 'enum', 'name': 'BetType', 'symbols': ['unknown', 'h2h', 'spreads']}",
            longField(),
            "");

    assertThat(check(without))
        .extracting(Violation::what)
        .containsExactly("BetType has no default", "BetType has the default null, had unknown");
  }

  @Test
  void anEnumUnderAnotherNameIsRefused() {
    Schema renamed =
        record(
            bets("unknown", "'unknown', 'h2h', 'spreads'").replace("BetType", "Market"),
            longField(),
            "");

    assertThat(check(renamed))
        .extracting(Violation::what)
        .anyMatch(what -> what.equals("the enum io.betintel.ev.sample.BetType is missing"));
  }

  @Test
  void symbolsThatDifferOnlyByCaseOrUnderscoresAreRefused() {
    assertThat(
            check(record(bets("unknown", "'unknown', 'h2h', 'spreads', 'H_2h'"), longField(), "")))
        .extracting(Violation::what)
        .containsExactly(
            "BetType has the symbol H_2h",
            "BetType has h2h and H_2h, which differ only by case or underscores");
  }

  @Test
  void aChangedTypeIsRefusedEvenWhereAvroWidensIt() {
    // A reader of double reads long, so one direction alone would accept it.
    Schema widened =
        record(
            bets("unknown", "'unknown', 'h2h', 'spreads'"),
            "{'name': 'seen', 'type': 'double'}",
            "");

    assertThat(check(widened))
        .anySatisfy(
            violation -> {
              assertThat(violation.what()).contains("is not read by it", "TYPE_MISMATCH");
              assertThat(violation.remedy()).contains("add a field with a default");
            });
  }

  @Test
  void aChangedLogicalTypeIsRefusedThoughAvroAcceptsIt() {
    Schema micros =
        record(
            bets("unknown", "'unknown', 'h2h', 'spreads'"),
            longField().replace("millis", "micros"),
            "");

    assertThat(check(micros))
        .extracting(Violation::what)
        .containsExactly("seen is logically timestamp-micros, was timestamp-millis");
  }

  @Test
  void aNewFieldWithoutDefaultIsRefused() {
    assertThat(
            check(
                record(
                    bets("unknown", "'unknown', 'h2h', 'spreads'"),
                    longField(),
                    ", {'name': 'link', 'type': 'string'}")))
        .singleElement()
        .satisfies(
            violation ->
                assertThat(violation.what())
                    .contains("cannot read it", "READER_FIELD_MISSING_DEFAULT_VALUE", "link"));
  }

  @Test
  void aDeletedFieldWithoutDefaultIsRefused() {
    assertThat(
            check(
                record(
                    bets("unknown", "'unknown', 'h2h', 'spreads'"),
                    "{'name': 'other', 'type': 'int', 'default': 0}",
                    "")))
        .singleElement()
        .satisfies(
            violation ->
                assertThat(violation.what())
                    .contains("is not read by it", "READER_FIELD_MISSING_DEFAULT_VALUE", "seen"));
  }

  @Test
  void everyEarlierVersionIsCheckedNotOnlyTheLast() {
    Schema first = record(bets("unknown", "'unknown', 'h2h'"), longField(), "");
    Schema second = record(bets("unknown", "'unknown'"), longField(), "");
    Schema third = record(bets("unknown", "'unknown', 'spreads'"), longField(), "");

    assertThat(
            SchemaGate.check(
                "Sample", third, List.of(new Release(1, first), new Release(2, second))))
        .extracting(Violation::against)
        .containsExactly(1);
  }

  @Test
  void aViolationReadsAsOneLine() {
    assertThat(new Violation("BetType", 2, "BetType has lost h2h", "Restore it"))
        .hasToString("BetType, against version 2: BetType has lost h2h. Restore it.");
  }

  private static List<Violation> check(Schema schema) {
    return SchemaGate.check("Sample", schema, List.of(new Release(1, RELEASED)));
  }

  private static String bets(String enumDefault, String symbols) {
    return "{'type': 'enum', 'name': 'BetType', 'symbols': ["
        + symbols
        + "], 'default': '"
        + enumDefault
        + "'}";
  }

  private static String longField() {
    return "{'name': 'seen', 'type': {'type': 'long', 'logicalType': 'timestamp-millis'}}";
  }

  private static Schema record(String betType, String seen, String more) {
    String text =
        "{'type': 'record', 'name': 'Sample', 'namespace': 'io.betintel.ev.sample', 'fields': ["
            + "{'name': 'bet_type', 'type': "
            + betType
            + "}, "
            + seen
            + more
            + "]}";
    return new Schema.Parser().parse(text.replace('\'', '"'));
  }
}
