package io.betintel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The live demo as a process: it shows bets at simulated prices, and a signal ends all of it. */
@Timeout(300)
@Tag("full")
final class LiveDemoIT {
  private static final Pattern LINE =
      Pattern.compile(
          ".*sent (\\d+) .* (\\d+) of them at a simulated price.*; consumed \\d+ = applied (\\d+)"
              + " \\+ superseded (\\d+) \\+ parked 0 \\+ dead-lettered 0;.*; bets shown (\\d+),.*");

  private static final Pattern BOARD =
      Pattern.compile("board +(http://127\\.0\\.0\\.1:\\d+/)\nadmin key +(ev_\\S+)");

  private final Path home = Path.of(System.getProperty("ev.home"));
  private final Path data = Path.of("target", "live-run").toAbsolutePath();

  @Test
  void simulatedStepsArePricedAndSigtermLeavesNothingRunning() throws Exception {
    Process demo = start("--rate", "1000");
    List<ProcessHandle> started = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    String pageAndLines = "";
    try (BufferedReader out = demo.inputReader()) {
      boolean seen = false;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        if (!seen && pricedInTheSecondPass(line)) {
          seen = true;
          demo.descendants().forEach(started::add);
          pageAndLines = pageAndBoard(lines);
          demo.toHandle().destroy(); // the process's own destroy() would close what it prints
        }
      }
    } finally {
      demo.toHandle().destroy();
    }

    assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).as(String.join("\n", lines)).isEqualTo(143);
    // The worker, Kafka, PostgreSQL, Redis and the registry, and PostgreSQL's own processes.
    assertThat(started).hasSizeGreaterThan(5).noneMatch(ProcessHandle::isAlive);
    assertThat(lines).last().asString().startsWith("Ended: no process is left");
    assertThat(lines)
        .contains(LivePage.SIMULATED)
        .anyMatch(line -> line.matches("PostgreSQL +jdbc:postgresql://127\\.0\\.0\\.1.*"))
        .anyMatch(line -> line.matches("metrics +http://127\\.0\\.0\\.1.*"));
    assertThat(pageAndLines).contains("<title>Bets with value</title>", "\"best_price\":");
    assertThat(Files.exists(data)).isFalse();
  }

  /** As a person would see them who follows the printed address with the printed key. */
  private static String pageAndBoard(List<String> lines) throws Exception {
    Matcher board = BOARD.matcher(String.join("\n", lines));
    assertThat(board.find()).as("a board among %s", lines).isTrue();
    String answers = "";
    for (String path : List.of("", "v1/boards/h2h")) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(board.group(1) + path))
              .header("X-Api-Key", board.group(2))
              .build();
      answers += HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
    return answers;
  }

  /**
   * More was applied than one pass over the files has, so prices that were moved are among it; and
   * nothing was superseded: every quote is later than the one before.
   */
  private static boolean pricedInTheSecondPass(String line) {
    Matcher shown = LINE.matcher(line);
    if (!shown.matches()) {
      return false;
    }
    long sent = Long.parseLong(shown.group(1));
    long simulated = Long.parseLong(shown.group(2));
    assertThat(shown.group(4)).as("superseded").isEqualTo("0");
    return simulated > 1000
        && Long.parseLong(shown.group(3)) > sent - simulated
        && Integer.parseInt(shown.group(5)) >= 10;
  }

  private Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                Path.of("target", "classes") + ":" + Files.readString(Path.of("target/classpath")),
                Demo.class.getName(),
                "--home",
                home.toString(),
                "--directory",
                data.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
