package io.betintel.ev.cli;

import io.betintel.ev.cli.console.TextTable;
import io.betintel.ev.cli.console.WrappedText;
import io.betintel.ev.ops.Address;
import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "config",
    description = {
      "Lists every setting: its environment variable, default, accepted form and meaning.",
      "A secret may also come from a file that <key>_FILE names."
    },
    mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--show",
      description = "Show this environment's values instead of the defaults; secrets are masked.")
  private boolean show;

  @Override
  public Integer call() {
    Map<String, String> environment = System.getenv();
    PrintWriter out = spec.commandLine().getOut();
    if (show) {
      Settings settings = Configuration.fromEnvironment(environment);
      TextTable table = new TextTable("KEY", "VALUE", "FROM");
      for (Setting<?> setting : Configuration.settings()) {
        table.row(
            setting.key(), value(setting, settings, environment), origin(setting, environment));
      }
      table.print(out);
    } else {
      for (Setting<?> setting : Configuration.settings()) {
        WrappedText.of("", setting.key() + "  " + defaultOf(setting)).forEach(out::println);
        WrappedText.of("    ", setting.doc()).forEach(out::println);
        WrappedText.of("    ", "Accepted: " + setting.form() + ".").forEach(out::println);
      }
      out.flush();
    }
    return 0;
  }

  private static String defaultOf(Setting<?> setting) {
    return setting
        .defaultText()
        .map(text -> text.isEmpty() ? "(empty)" : text)
        .orElse("(required)");
  }

  private static String value(
      Setting<?> setting, Settings settings, Map<String, String> environment) {
    boolean fallsBack = origin(setting, environment).equals("default");
    if (fallsBack) {
      return defaultOf(setting);
    }
    settings.get(setting);
    return setting.secret() ? "********" : Address.masked(environment.get(setting.key()));
  }

  private static String origin(Setting<?> setting, Map<String, String> environment) {
    if (!environment.getOrDefault(setting.key(), "").isEmpty()) {
      return "environment";
    }
    boolean file =
        setting.secret() && !environment.getOrDefault(setting.key() + "_FILE", "").isEmpty();
    return file ? "file" : "default";
  }
}
