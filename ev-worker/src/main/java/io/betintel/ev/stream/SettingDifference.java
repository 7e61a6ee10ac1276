package io.betintel.ev.stream;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A setting of a topic that differs from its plan.
 *
 * @param harm what it may do; empty if it does not matter
 */
record SettingDifference(String key, String actual, String wanted, Optional<String> harm) {
  private static final long FOR_EVER = -1;

  /**
   * @param compacted whether the plan keeps the newest record of each key, whatever its age
   */
  static SettingDifference of(String key, String actual, String wanted, boolean compacted) {
    return new SettingDifference(key, actual, wanted, harm(key, actual, wanted, compacted));
  }

  private static Optional<String> harm(
      String key, String actual, String wanted, boolean compacted) {
    return switch (key) {
      case TopicPlan.CLEANUP -> Optional.of("Kafka deletes records that are still needed");
      case "retention.ms", "retention.bytes" ->
          when(!compacted && isLess(actual, wanted), "records are deleted too early");
      case "message.timestamp.type" -> Optional.of("records get a wrong time");
      case "max.message.bytes" -> when(isLess(actual, wanted), "Kafka refuses large records");
      case "min.insync.replicas" ->
          when(isLess(actual, wanted), "the end of one broker can lose records");
      case "unclean.leader.election.enable" -> Optional.of("an election can lose records");
      default -> Optional.empty();
    };
  }

  private static Optional<String> when(boolean harmful, String harm) {
    return harmful ? Optional.of(harm) : Optional.empty();
  }

  /** An unknown number is not less. */
  private static boolean isLess(String actual, String wanted) {
    OptionalLong one = number(actual);
    OptionalLong other = number(wanted);
    return one.isPresent()
        && other.isPresent()
        && one.getAsLong() != FOR_EVER
        && (other.getAsLong() == FOR_EVER || one.getAsLong() < other.getAsLong());
  }

  private static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** For people, such as {@code retention.ms is 1000, wanted 604800000: ...}. */
  String text() {
    return key
        + " is "
        + actual
        + ", wanted "
        + wanted
        + harm.map(each -> ": " + each).orElse(" (does not matter)");
  }
}
