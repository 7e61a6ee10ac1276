package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class InputPauseTest {
  private static final TopicPartition INPUT_0 = new TopicPartition("odds.events", 0);
  private static final TopicPartition INPUT_1 = new TopicPartition("odds.events", 1);
  private static final TopicPartition HOP_0 = new TopicPartition("hop", 0);
  private static final TopicPartition HOP_1 = new TopicPartition("hop", 1);

  private final Assigned assigned = new Assigned();
  private final InputPause pause = new InputPause(assigned, "hop");

  InputPauseTest() {
    assigned.give(INPUT_0, INPUT_1, HOP_0, HOP_1);
  }

  @Test
  void inputIsReadUntilTheHopIsBehindAndAgainWhenHalfIsLeft() {
    assigned.lags(1_200, 800);
    pause.beforePoll();
    assertThat(assigned.paused()).isEmpty(); // 2,000 may wait

    assigned.lags(1_200, 801);
    pause.beforePoll();
    assertThat(assigned.paused()).containsExactly("odds.events-0", "odds.events-1");

    assigned.lags(0, 1_001);
    pause.beforePoll();
    assertThat(assigned.paused()).containsExactly("odds.events-0", "odds.events-1");

    assigned.lags(0, 1_000);
    pause.beforePoll();
    assertThat(assigned.paused()).isEmpty();
  }

  @Test
  void partitionIsReadWhenNeitherStreamsNorTheHopWantsItPaused() {
    pause.pause(List.of(INPUT_0, HOP_0));
    assigned.lags(5_000, 0);
    pause.beforePoll();
    pause.resume(List.of(HOP_0));
    assertThat(assigned.paused()).containsExactly("odds.events-0", "odds.events-1");

    assigned.lags(0, 0);
    pause.beforePoll();
    assertThat(assigned.paused()).containsExactly("odds.events-0"); // Streams still wants it

    pause.resume(List.of(INPUT_0));
    assertThat(assigned.paused()).isEmpty();
  }

  @Test
  void streamsResumesAnInputPartitionInVainWhileTheHopIsBehind() {
    assigned.lags(5_000, 0);
    pause.beforePoll();
    pause.pause(List.of(INPUT_0));
    pause.resume(List.of(INPUT_0));
    assertThat(assigned.paused()).containsExactly("odds.events-0", "odds.events-1");

    assigned.lags(0, 0);
    pause.beforePoll();
    assertThat(assigned.paused()).isEmpty();
  }

  @Test
  void partitionsThatComeAreReadLikeTheOthersAndThoseThatGoAreForgotten() {
    assigned.give(INPUT_0, HOP_0);
    pause.pause(List.of(INPUT_0));
    assigned.lags(5_000, 0);
    pause.beforePoll();
    assigned.give(INPUT_1, HOP_0); // a rebalance: all are read at first
    pause.beforePoll();
    assertThat(assigned.paused()).containsExactly("odds.events-1");

    assigned.give(INPUT_0, INPUT_1);
    pause.beforePoll();
    assertThat(assigned.paused()).isEmpty(); // no hop partition, nothing is behind
  }

  @Test
  void lagThatIsUnknownPausesNothing() {
    assigned.unknownLags();
    pause.beforePoll();
    assertThat(assigned.paused()).isEmpty();
  }

  /** A consumer's partitions; like Kafka's, it refuses one that it does not have. */
  private static final class Assigned implements InputPause.Partitions {
    private final Map<TopicPartition, Long> lags = new HashMap<>();
    private final Set<TopicPartition> paused =
        new TreeSet<>(java.util.Comparator.comparing(Object::toString));
    private Set<TopicPartition> partitions = Set.of();

    /** Partitions that were kept stay paused. */
    void give(TopicPartition... given) {
      partitions = Set.of(given);
      paused.retainAll(partitions);
    }

    void lags(long first, long second) {
      lags.put(HOP_0, first);
      lags.put(HOP_1, second);
    }

    void unknownLags() {
      lags.clear();
    }

    List<String> paused() {
      return paused.stream().map(TopicPartition::toString).toList();
    }

    @Override
    public Set<TopicPartition> assigned() {
      return partitions;
    }

    @Override
    public OptionalLong lag(TopicPartition partition) {
      Long lag = lags.get(partition);
      return lag == null ? OptionalLong.empty() : OptionalLong.of(lag);
    }

    @Override
    public void pausePolling(Collection<TopicPartition> which) {
      assertThat(partitions).containsAll(which);
      paused.addAll(which);
    }

    @Override
    public void resumePolling(Collection<TopicPartition> which) {
      assertThat(partitions).containsAll(which);
      paused.removeAll(which);
    }
  }
}
