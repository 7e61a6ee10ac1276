package io.betintel.ev.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.consume.Member.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A look every 3 s; 15 s without progress are too many. */
final class StallRuleTest {
  private static final TopicPartition FIRST = new TopicPartition("odds", 0);
  private static final TopicPartition SECOND = new TopicPartition("odds", 1);
  private static final Duration LOOK = Duration.ofSeconds(3);

  private final StallRule rule = new StallRule(Duration.ofSeconds(15), Duration.ofSeconds(13));
  private long now = 1_000_000_000_000L;

  @Test
  void consumerThatReadsNothingWhileRecordsWaitIsStalled() {
    GroupState group = owned("us", 10, 20);
    List<Reading> stuck = List.of(reading("us", Map.of(FIRST, 4L, SECOND, 20L)));
    for (int look = 0; look < 5; look++) { // 0 to 12 s
      assertThat(look(group, stuck)).isEmpty();
    }

    assertThat(look(group, again(stuck))).contains("6 records wait and us has read none for 15 s");
  }

  @Test
  void consumerThatMovesOrHasNothingToDoIsNot() {
    for (int look = 0; look < 20; look++) {
      assertThat(
              look(
                  owned("us", 1_000, 20),
                  List.of(reading("us", Map.of(FIRST, (long) look, SECOND, 20L)))))
          .isEmpty();
    }
    for (int look = 0; look < 20; look++) {
      assertThat(look(owned("us", 10, 20), List.of(reading("us", Map.of(FIRST, 10L, SECOND, 20L)))))
          .isEmpty();
    }
  }

  /** As after a broker was killed: it forgot its partitions, and the group still has the old id. */
  @Test
  void partitionsOfAConsumerOfOursThatIsGoneHaveNoReader() {
    look(owned("us", 10, 20), List.of(reading("us", Map.of(FIRST, 4L, SECOND, 20L))));
    for (int look = 0; look < 5; look++) {
      assertThat(look(owned("us", 30, 20), List.of(reading("", Map.of())))).isEmpty();
    }

    assertThat(look(owned("us", 30, 20), List.of(reading("", Map.of()))))
        .contains("no consumer of group g has read [odds-0, odds-1] for 15 s");
  }

  @Test
  void partitionsThatNobodyHasAreAStallOfEveryWorker() {
    GroupState nobody = new GroupState("g", Map.of(FIRST, 10L, SECOND, 0L), Map.of());
    for (int look = 0; look < 5; look++) {
      assertThat(look(nobody, List.of(reading("us", Map.of())))).isEmpty();
    }

    assertThat(look(nobody, List.of(reading("us", Map.of()))))
        .contains("no consumer of group g has read [odds-0, odds-1] for 15 s");
  }

  @Test
  void whatAnotherWorkerReadsAndWhatIsPausedAndAnEmptyTopicAreNot() {
    Reading paused = new Reading("us", Map.of(), Set.of(FIRST, SECOND), now);
    for (int look = 0; look < 20; look++) {
      assertThat(look(owned("them", 10, 20), List.of(reading("us", Map.of())))).isEmpty();
      assertThat(look(owned("us", 10, 20), List.of(again(List.of(paused)).get(0)))).isEmpty();
      assertThat(
              look(
                  new GroupState("g", Map.of(FIRST, 0L), Map.of()),
                  List.of(reading("us", Map.of()))))
          .isEmpty();
    }
  }

  @Test
  void partWithoutConsumersHasNotBegun() {
    for (int look = 0; look < 20; look++) {
      assertThat(look(new GroupState("g", Map.of(FIRST, 10L), Map.of()), List.of())).isEmpty();
    }
  }

  @Test
  void assignmentThatTheConsumerDoesNotKnowIsAStall() {
    for (int look = 0; look < 5; look++) {
      assertThat(look(owned("us", 10, 20), List.of(reading("us", Map.of())))).isEmpty();
    }

    assertThat(look(owned("us", 10, 20), List.of(reading("us", Map.of()))))
        .contains("30 records wait and us has read none for 15 s");
  }

  @Test
  void threadThatDoesNotPollIsStalledWhateverWaits() {
    Reading silent = reading("us", Map.of(FIRST, 10L, SECOND, 20L));
    for (int look = 0; look < 5; look++) {
      assertThat(look(owned("us", 10, 20), List.of(silent))).isEmpty();
    }

    assertThat(look(owned("us", 10, 20), List.of(silent)))
        .contains("the thread of us has not polled for 15 s");
  }

  @Test
  void processThatWasStoppedItselfIsGivenTimeAgain() {
    GroupState group = owned("us", 10, 20);
    look(group, List.of(reading("us", Map.of(FIRST, 4L, SECOND, 20L))));
    now += Duration.ofMinutes(2).toNanos();

    assertThat(look(group, List.of(reading("us", Map.of(FIRST, 4L, SECOND, 20L))))).isEmpty();
  }

  private Optional<String> look(GroupState group, List<Reading> members) {
    Optional<String> found = rule.look(group, members, now);
    now += LOOK.toNanos();
    return found;
  }

  /** The same, polled now. */
  private List<Reading> again(List<Reading> members) {
    return members.stream()
        .map(each -> new Reading(each.id(), each.positions(), each.paused(), now))
        .toList();
  }

  private Reading reading(String id, Map<TopicPartition, Long> positions) {
    return new Reading(id, positions, Set.of(), now);
  }

  private static GroupState owned(String member, long first, long second) {
    return new GroupState(
        "g", Map.of(FIRST, first, SECOND, second), Map.of(FIRST, member, SECOND, member));
  }
}
