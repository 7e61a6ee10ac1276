package io.betintel.ev.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** What {@code ev-worker audit} says of an installation. */
public final class AuditRun {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CommandResult result;

  private AuditRun(CommandResult result) {
    this.result = result;
  }

  public static AuditRun of(Installation installation, String... options) throws Exception {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "audit";
    arguments[1] = "--json";
    arguments[2] = "--most=1000";
    System.arraycopy(options, 0, arguments, 3, options.length);
    return new AuditRun(installation.run(arguments));
  }

  /** Waits until nothing is in flight and both sinks have everything; then nothing may differ. */
  public static AuditRun cleanAtRest(Installation installation) throws Exception {
    new Reckoning(installation).awaitDrained();
    StoredLines stored = new StoredLines(installation);
    await("the sinks")
        .atMost(PATIENCE)
        .until(() -> stored.reached(installation.contents().read(installation.topics().lines())));
    return clean(installation);
  }

  /** Nothing is in flight, and nothing may differ. */
  public static AuditRun clean(Installation installation) throws Exception {
    AuditRun run = of(installation);
    assertThat(run.result.exitCode()).as(run.result.out() + run.result.err()).isZero();
    assertThat(run.json().path("clean").asBoolean()).isTrue();
    assertThat(run.number("not_judged", "in_flight")).as(run.result.out()).isZero();
    assertThat(run.number("records", "lost")).isZero();
    assertThat(run.number("compared", "quotes")).isPositive();
    assertThat(run.number("compared", "rows")).isPositive();
    assertThat(run.number("compared", "entries")).isPositive();
    return run;
  }

  public int exitCode() {
    return result.exitCode();
  }

  /** Of the report, such as {@code records} and {@code parked}. */
  public long number(String object, String field) throws Exception {
    return json().path(object).path(field).asLong();
  }

  /** Each example as its kind and its subject. */
  public Set<String> named() throws Exception {
    Set<String> named = new TreeSet<>();
    for (JsonNode example : json().path("examples")) {
      named.add(example.path("kind").asText() + " " + example.path("subject").asText());
    }
    return named;
  }

  /** The text of the differences of a kind. */
  public String details(String kind) throws Exception {
    StringBuilder text = new StringBuilder();
    for (JsonNode example : json().path("examples")) {
      if (example.path("kind").asText().equals(kind)) {
        text.append(example.path("detail").asText())
            .append(" [")
            .append(example.path("place").asText())
            .append("]\n");
      }
    }
    return text.toString();
  }

  private JsonNode json() throws Exception {
    return JSON.readTree(result.out());
  }

  @Override
  public String toString() {
    return result.out() + result.err();
  }
}
