package io.betintel.ev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ConfigCommandTest {
  @Test
  void theListFitsTheWindow() {
    assertThat(list().lines())
        .filteredOn(line -> line.strip().contains(" ")) // a word alone stays whole
        .hasSizeGreaterThan(100)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void nothingOfASettingIsCut() {
    String list = oneLine(list());

    assertThat(Configuration.settings())
        .allSatisfy(
            setting ->
                assertThat(list)
                    .contains(
                        setting.key() + " ",
                        oneLine(setting.defaultText().orElse("(required)")),
                        oneLine(setting.doc()),
                        oneLine("Accepted: " + setting.form() + ".")));
  }

  private static String list() {
    StringWriter out = new StringWriter();
    assertThat(CommandLineRunner.commandLine().setOut(new PrintWriter(out)).execute("config"))
        .isZero();
    return out.toString();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
