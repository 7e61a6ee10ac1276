package io.betintel.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LoadPlanTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final RealMarkets REAL = RealMarkets.read(Path.of("../../feeds"));
  private static final LoadSpec SPEC = LoadSpec.changing(2_000, 40, 7);

  /** The last two fields are a time of 6 bytes and a missing link. */
  private static final int TIME_AND_LINK = 7;

  private record Sent(String event, String key, long time, List<Byte> value) {}

  @Test
  void sameSeedSendsTheSameBytes() {
    assertThat(records(SPEC)).isEqualTo(records(SPEC));
    assertThat(records(LoadSpec.changing(2_000, 40, 8))).isNotEqualTo(records(SPEC));
  }

  @Test
  void openingQuotesEachBookmakerOfEachMarketOnce() {
    LoadPlan plan = plan(SPEC.withBooks(5));

    // 40 markets of 5
    assertThat(plan.opening()).isEqualTo(200);
    assertThat(plan.total()).isEqualTo(2_200);
    Set<List<Byte>> first = new HashSet<>();
    records(SPEC.withBooks(5)).subList(0, 200).forEach(each -> first.add(each.value()));
    assertThat(first).hasSize(200);
  }

  @Test
  void realMarketsHaveFiveToTwelveBookmakers() {
    assertThat(plan(SPEC).opening()).isBetween(5L * 40, 12L * 40);
  }

  @Test
  void aChangingRecordNeverRepeatsTheBookmakersPrices() {
    assertThat(repeated(records(SPEC))).isZero();
    assertThat(repeated(records(SPEC.withLines(3).withBooks(4)))).isZero();
    assertThat(repeated(records(SPEC.withBetTypes(4)))).isZero();
  }

  @Test
  void requotesConfirmThePricesAsOftenAsAskedFor() {
    assertThat(repeated(records(SPEC.withRequotes(0.75))) / 2_000.0).isCloseTo(0.75, within(0.05));
  }

  @Test
  void aRecordOfAMarketOfManyLinesMovesOne() {
    LoadSpec twenty = SPEC.withMarkets(1).withBooks(1).withLines(20);
    List<Sent> records = records(twenty);

    // Two prices, each of 8 bytes of which the lowest may stay: far below 40 prices.
    assertThat(differences(records.get(0), records.get(1))).isBetween(2L, 16L);
  }

  @Test
  void betTypesShareTheMarkets() {
    Set<String> keys =
        records(SPEC.withBetTypes(4)).stream().map(Sent::key).collect(Collectors.toSet());

    assertThat(keys)
        .containsExactlyInAnyOrder("totals", "player_points", "bench_type_1", "bench_type_2");
  }

  @Test
  void hostileRecordsAreAsManyAsAskedFor() {
    long broken =
        records(SPEC.withHostile(0.1)).stream().filter(each -> each.value().get(0) != 0).count();

    assertThat(broken / 2_000.0).isCloseTo(0.1, within(0.03));
  }

  @Test
  void shareOfRequotesIsMeasured() {
    // Two files quote the same match: 14 of 14 bookmakers confirmed, so (14 + 1) / (14 + 2).
    assertThat(REAL.requotes()).isEqualTo(0.9375);
  }

  @Test
  void impossibleLoadIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPEC.withMarkets(0))
        .withMessage("markets is 0: accepted is 1 or more");
  }

  @Test
  void specSurvivesTheWayToItsProcess() {
    LoadSpec spec = SPEC.keyedByBetTypeOnly().withRate(12.5).withRequotes(0.3);
    Map<String, String> arguments = new HashMap<>();
    spec.toArguments()
        .forEach(
            each ->
                arguments.put(
                    each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1)));

    assertThat(LoadSpec.parse(arguments)).isEqualTo(spec);
  }

  private static long repeated(List<Sent> records) {
    Map<List<Byte>, List<Byte>> last = new HashMap<>();
    long repeated = 0;
    for (Sent record : records) {
      // Up to the bookmaker's name all quotes of a bookmaker are the same.
      int prices = record.value().size() - TIME_AND_LINK;
      List<Byte> content = record.value().subList(0, prices);
      List<Byte> book = head(record);
      repeated += content.equals(last.put(book, content)) ? 1 : 0;
    }
    return repeated;
  }

  /** Id, sport, start, teams, bookmaker and bet type: everything before the outcomes. */
  private static List<Byte> head(Sent record) {
    int at = 5;
    for (int text = 0; text < 2; text++) {
      at += 1 + record.value().get(at) / 2;
    }
    at += 6; // the start
    for (int team = 0; team < 2; team++) {
      at += record.value().get(at) == 0 ? 1 : 2 + record.value().get(at + 1) / 2;
    }
    at += 1 + record.value().get(at) / 2 + 1;
    return record.value().subList(0, at);
  }

  private static long differences(Sent one, Sent other) {
    long different = 0;
    for (int i = 0; i < one.value().size() - TIME_AND_LINK; i++) {
      different += one.value().get(i).equals(other.value().get(i)) ? 0 : 1;
    }
    return different;
  }

  private static LoadPlan plan(LoadSpec spec) {
    WireWriter writer = new WireWriter(1, type -> Math.floorMod(type.symbol().hashCode(), 60));
    return new LoadPlan(spec, new Shapes(spec, REAL, writer).events(), writer, NOW);
  }

  private static List<Sent> records(LoadSpec spec) {
    LoadPlan plan = plan(spec);
    List<Sent> sent = new ArrayList<>();
    for (long i = 0; i < plan.total(); i++) {
      plan.next(
          NOW.toEpochMilli() + i,
          (event, key, time, value) ->
              sent.add(
                  new Sent(event, new String(key, StandardCharsets.UTF_8), time, boxed(value))));
    }
    return sent;
  }

  private static List<Byte> boxed(byte[] value) {
    Byte[] boxed = new Byte[value.length];
    Arrays.setAll(boxed, i -> value[i]);
    return List.of(boxed);
  }
}
