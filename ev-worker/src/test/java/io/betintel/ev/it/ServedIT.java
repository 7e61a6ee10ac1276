package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.api.Description;
import io.betintel.ev.api.NewKey;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.harness.ApiClient;
import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.NewTypesProducer;
import io.betintel.ev.harness.RolloutSteps;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.BetType;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One bet type in each state that {@link Served} names: every surface says the same word of it. */
@ExtendWith(LocalStackExtension.class)
final class ServedIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Names in which none of the words occurs. */
  private static final Map<Served, BetType> TYPES =
      new EnumMap<>(
          Map.of(
              Served.SERVED, new BetType("zz_first"),
              Served.DISABLED, new BetType("zz_second"),
              Served.NO_LABEL, new BetType("zz_third"),
              Served.NO_ROW, new BetType("zz_fourth"),
              Served.SETTINGS_NOT_UNDERSTOOD, new BetType("zz_fifth"),
              Served.HELD, new BetType("zz_sixth"),
              Served.ALIAS, new BetType("zz_seventh")));

  private static Installation installation;
  private static RolloutSteps catalogue;
  private static WorkerProcess worker;
  private static ApiClient api;
  private static JsonNode status;
  private static JsonNode list;
  private static List<String> check;
  private static List<String> parked;

  @BeforeAll
  static void start(LocalStack stack, @TempDir Path directory) throws Exception {
    installation = Installation.of(stack);
    catalogue = new RolloutSteps(installation);
    NewKey key = NewKey.of("admin", Role.ADMIN);
    installation.with(
        "EV_API_KEYS", Files.writeString(directory.resolve("keys"), key.line()).toString());
    BetType first = TYPES.get(Served.SERVED);
    BetType second = TYPES.get(Served.DISABLED);
    BetType third = TYPES.get(Served.NO_LABEL);
    BetType fourth = TYPES.get(Served.NO_ROW);
    BetType fifth = TYPES.get(Served.SETTINGS_NOT_UNDERSTOOD);
    catalogue.register(TYPES.values());
    BetType sixth = TYPES.get(Served.HELD);
    BetType seventh = TYPES.get(Served.ALIAS);
    // An alias needs no label.
    catalogue.addLabels(List.of(first, second, fourth, fifth, sixth));
    catalogue.addRows(List.of(first, second, third, fifth, sixth, seventh));
    installation.execute("UPDATE bet_types SET enabled = true WHERE name = '" + third + "'");
    catalogue.enable(true, List.of(first, fifth, sixth));
    installation.execute("UPDATE bet_types SET held = true WHERE name = '" + sixth + "'");
    installation.execute(
        "UPDATE bet_types SET alias_of = '" + first + "' WHERE name = '" + seventh + "'");
    worker = installation.startOnly("stream,sinks,api").awaitReady();
    // A worker that understood the row before says the same as one that never did.
    installation.execute(
        "UPDATE bet_types SET settings = '{\"take\": \"high\"}' WHERE name = '" + fifth + "'");
    catalogue.awaitAcknowledged();
    try (NewTypesProducer producer = new NewTypesProducer(installation)) {
      producer.send(TYPES.values());
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(worker.metric("ev_records_total")).isEqualTo(7);
              assertThat(worker.metric("ev_parked_waiting")).isEqualTo(5);
            });
    api = new ApiClient(worker, Optional.of(key.text()), Description.read());
    status =
        JSON.readTree(installation.commands().run("status", "--json").done().out())
            .at("/catalogue/bet_types");
    list = json("bet-types", "list", "--json").get("bet_types");
    check = installation.run("bet-types", "check").out().lines().toList();
    parked = installation.run("parked", "list", "--json").done().out().lines().toList();
  }

  @AfterAll
  static void end() {
    catalogue.close();
    installation.close();
  }

  @ParameterizedTest
  @EnumSource(Served.class)
  void everySurfaceSaysTheSameWord(Served served) throws Exception {
    BetType betType = TYPES.get(served);
    Map<String, String> words = new TreeMap<>();
    if (served == Served.ALIAS) {
      theAliasIsAppliedAsAnother(betType);
    } else {
      words.put("gate", gate(betType));
      words.put("ev_records_total", reason("ev_records_total", betType));
      words.put("ev_parked_waiting", reason("ev_parked_waiting", betType));
      words.put("parked return", word(installation.run("parked", "return", betType.symbol())));
    }
    words.put("status", named(status, betType).get("state").textValue());
    words.put("list", named(list, betType).get("state").textValue());
    words.put("show", shown(betType));
    if (served != Served.SERVED && served != Served.DISABLED) {
      words.put("enable", word(installation.run("bet-types", "enable", betType.symbol())));
    }
    // Neither what is served nor the flag nor an alias is drift.
    if (EnumSet.of(Served.SERVED, Served.DISABLED, Served.ALIAS).contains(served)) {
      assertThat(checked(betType)).isEqualTo("nothing");
    } else {
      words.put("check", checked(betType));
    }

    assertThat(words).allSatisfy((surface, word) -> assertThat(word).isEqualTo(served.label()));
    boolean isServed = served == Served.SERVED;
    boolean isShown = isServed || served == Served.HELD;
    assertThat(named(list, betType).get("servable").booleanValue()).isEqualTo(isServed);
    assertThat(api.get("/v1/bet-types").body().contains('"' + betType.symbol() + '"'))
        .as("the read API")
        .isEqualTo(isShown);
    assertThat(
            installation.numbers(
                "SELECT 'live', count(*) FROM worker_heartbeats WHERE '"
                    + betType
                    + "' = ANY (servable)"))
        .as("heartbeats")
        .isEqualTo(Map.of("live", isServed ? 1L : 0L));
  }

  /** Nothing of it waits, and what was sent under its name is counted under the other one. */
  private static void theAliasIsAppliedAsAnother(BetType alias) throws Exception {
    BetType meant = TYPES.get(Served.SERVED);
    assertThat(gate(alias)).isEqualTo("not in parked list");
    assertThat(
            worker.metric("ev_records_total", "bet_type=\"" + meant + "\"")
                + worker.metric("ev_records_total", "bet_type=\"" + alias + "\""))
        .isEqualTo(2);
    assertThat(worker.metric("ev_records_renamed_total", "bet_type=\"" + alias + "\""))
        .isEqualTo(1);
    assertThat(named(list, alias).get("alias_of").textValue()).isEqualTo(meant.symbol());
    assertThat(installation.run("parked", "return", alias.symbol()).exitCode()).isZero();
  }

  /** The reason in the parked record's header. */
  private static String gate(BetType betType) throws Exception {
    for (String line : parked) {
      JsonNode group = JSON.readTree(line);
      if (group.get("bet_type").textValue().equals(betType.symbol())) {
        return group.get("reason").textValue();
      }
    }
    return worker.metric("ev_records_total", "bet_type=\"" + betType + "\"", "outcome=\"applied\"")
            >= 1
        ? "served"
        : "not in parked list";
  }

  /** A type that the catalogue lacks has no label of its own in metrics. */
  private static String reason(String metric, BetType betType) {
    String label =
        "bet_type=\"" + (betType.equals(TYPES.get(Served.NO_ROW)) ? "other" : betType) + '"';
    List<String> reasons =
        worker.metrics().entrySet().stream()
            .filter(sample -> sample.getKey().startsWith(metric + "{") && sample.getValue() == 1)
            .map(Map.Entry::getKey)
            .filter(sample -> sample.contains(label))
            .map(sample -> sample.replaceAll(".*reason=\"(\\w+)\".*", "$1"))
            .filter(reason -> !reason.equals("none"))
            .toList();
    return reasons.isEmpty() ? "served" : String.join(", ", reasons);
  }

  private static String shown(BetType betType) throws Exception {
    return installation
        .run("bet-types", "show", betType.symbol())
        .done()
        .out()
        .lines()
        .filter(line -> line.startsWith("state "))
        .map(line -> line.substring("state".length()).strip())
        .findFirst()
        .orElse("no state");
  }

  private static String checked(BetType betType) {
    Pattern said = Pattern.compile("\\w+: " + betType + " .*\\(state (\\w+)\\).*");
    return check.stream()
        .map(said::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1))
        .distinct()
        .reduce((one, other) -> one + ", " + other)
        .orElse("nothing");
  }

  /** A refusal's first word after the name. */
  private static String word(CommandResult result) {
    if (result.exitCode() == 0) {
      return "served";
    }
    Matcher refusal = Pattern.compile("(?:refused: )?\\w+: (\\w+)[.,].*\\R").matcher(result.err());
    return refusal.matches() ? refusal.group(1) : result.err();
  }

  private static JsonNode named(JsonNode betTypes, BetType betType) {
    for (JsonNode one : betTypes) {
      if (one.get("name").textValue().equals(betType.symbol())) {
        return one;
      }
    }
    throw new AssertionError(betType + " is not in " + betTypes);
  }

  private static JsonNode json(String... command) throws Exception {
    return JSON.readTree(installation.run(command).done().out());
  }
}
