package io.betintel.ev.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * An installation at one moment. Each part may be away without the others.
 *
 * @param registry the latest version of the odds events' subject
 * @param redis cached lines by bet type
 * @param worker null if no worker was named
 * @param api how many bet types the read API shows without a key; null if it was not asked
 * @param before earlier offsets that rates are measured from; null for no rates
 */
public record StatusReport(
    Instant at,
    Answer<KafkaState> kafka,
    Answer<Integer> registry,
    Answer<DatabaseState> postgres,
    Answer<Map<String, Long>> redis,
    Answer<WorkerCounters> worker,
    Answer<Integer> api,
    KafkaState before) {

  /** Every server that was asked. */
  public List<Answer<?>> answers() {
    List<Answer<?>> answers = new ArrayList<>(List.of(kafka, registry, postgres, redis));
    if (worker != null) {
      answers.add(worker);
    }
    if (api != null) {
      answers.add(api);
    }
    return answers;
  }

  public boolean allUp() {
    return answers().stream().allMatch(Answer::up);
  }

  /** Records per second onto a topic since {@link #before}; empty if that is not known. */
  public OptionalDouble rate(String topic) {
    if (before == null || !kafka.up()) {
      return OptionalDouble.empty();
    }
    Duration passed = Duration.between(before.readAt(), kafka.value().readAt());
    if (passed.isZero() || passed.isNegative()) {
      return OptionalDouble.empty();
    }
    // The offsets of a topic that was recreated start at 0 again.
    long more = Math.max(0, end(kafka.value(), topic) - end(before, topic));
    return OptionalDouble.of(more * 1e3 / passed.toMillis());
  }

  private static long end(KafkaState state, String topic) {
    return state.topics().stream()
        .filter(each -> each.name().equals(topic))
        .mapToLong(KafkaState.Topic::end)
        .sum();
  }
}
