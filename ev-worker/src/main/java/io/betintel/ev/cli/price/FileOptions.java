package io.betintel.ev.cli.price;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Whole files instead of the odds of one line. */
final class FileOptions {
  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "Value every offer in a file of feed import instead, as the worker does: lines that no"
              + " reference quotes by their ladder, with source, distance, standard error and the"
              + " lower bound of EV. May be repeated.")
  private List<Path> files = List.of();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "With --file: a setting of bet-types set, such as weights=pinnacle:1; may be repeated.")
  private List<String> settings = List.of();

  List<Path> files() {
    return files;
  }

  /**
   * @param method null for the default; so are the others
   */
  List<String> assignments(
      String method, String fallback, Double take, Double kellyMultiplier, Double stakeCap) {
    List<String> all = new ArrayList<>(settings);
    add(all, "method", method);
    add(all, "fallback", fallback);
    add(all, "take", take);
    add(all, "kelly_multiplier", kellyMultiplier);
    add(all, "stake_cap", stakeCap);
    return all;
  }

  /** Whether something was set. */
  boolean sets() {
    return !settings.isEmpty();
  }

  private static void add(List<String> all, String key, Object value) {
    if (value != null) {
      all.add(key + "=" + value);
    }
  }
}
