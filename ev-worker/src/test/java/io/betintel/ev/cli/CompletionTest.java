package io.betintel.ev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion script in the shell that it is for. */
class CompletionTest {
  @TempDir private Path directory;
  private Path script;
  private Path errors;

  @BeforeEach
  void print() throws IOException {
    StringWriter out = new StringWriter();
    assertThat(CommandLineRunner.commandLine().setOut(new PrintWriter(out)).execute("completion"))
        .isZero();
    errors = directory.resolve("errors");
    script = Files.writeString(directory.resolve("completion.sh"), out.toString());
  }

  @Test
  void bashAcceptsIt() throws Exception {
    assertThat(bash("-n", script.toString())).isEmpty();
    assertThat(errors).isEmptyFile();
  }

  @Test
  void commandsAndOptionsAreCompleted() throws Exception {
    assertThat(completed("ev-worker", "top")).containsExactly("topics");
    assertThat(completed("ev-worker", "bet-types", "en")).containsExactly("enable");
    assertThat(completed("ev-worker", "topics", "--dr")).containsExactly("--dry-run");
    assertThat(completed("ev-worker", "run", "--only", "st")).containsExactly("stream");
  }

  /** What bash offers for the last word. */
  private List<String> completed(String... words) throws Exception {
    String complete =
        "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_ev-worker; echo \"${COMPREPLY[@]}\""
            .formatted(script, String.join(" ", words), words.length - 1);
    return List.of(bash("-c", complete).strip().split("\\s+"));
  }

  /** What it prints, once it has ended well. */
  private String bash(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash"));
    command.addAll(List.of(arguments));
    Process bash = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String text = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(bash.exitValue()).as(Files.readString(errors)).isZero();
    return text;
  }
}
