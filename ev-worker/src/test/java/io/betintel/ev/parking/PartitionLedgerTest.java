package io.betintel.ev.parking;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.parking.WaitingType.Ended;
import io.betintel.ev.parking.WaitingType.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A partition in which assists (A) and blocks (B) take turns: A0 B1 A2 B3 A4 B5. */
final class PartitionLedgerTest {
  private static final BetType A = new BetType("player_assists");
  private static final BetType B = new BetType("player_blocks");
  private static final List<BetType> LOG = List.of(A, B, A, B, A, B);

  private PartitionLedger ledger = new PartitionLedger(0, Map.of());

  @Test
  void whatMayNotBeReturnedWaitsFromItsFirstRecordOn() {
    assertThat(read(0, 6, Set.of())).isEmpty();

    assertThat(ledger.tail()).isEqualTo(6);
    assertThat(ledger.types().get(A)).isEqualTo(waiting(0, 3));
    assertThat(ledger.types().get(B)).isEqualTo(waiting(1, 3));
    assertThat(ledger.changes()).containsOnlyKeys(A, B);
  }

  @Test
  void typeThatIsEnabledComesBackInOrderAndTheOthersGoOnWaiting() {
    read(0, 6, Set.of());

    assertThat(ledger.goBack(6, Set.of(B))).hasValue(1);
    assertThat(read(1, 6, Set.of(B))).containsExactly("1", "3", "5");

    assertThat(ledger.types().get(A)).isEqualTo(waiting(0, 3));
    assertThat(ledger.types().get(B)).isEqualTo(new WaitingType(6, 0, new Ended(3, 0, 0, 0, 0)));
    assertThat(ledger.goBack(6, Set.of(B))).isEmpty();
  }

  @Test
  void readingGoesBackOnceForTwoTypesAndTakesUpOneMoreOnItsWay() {
    read(0, 6, Set.of());

    assertThat(ledger.goBack(6, Set.of(A))).hasValue(0);
    assertThat(read(0, 1, Set.of(A))).containsExactly("0");
    // B's first is still ahead.
    assertThat(ledger.goBack(1, Set.of(A, B))).isEmpty();
    assertThat(read(1, 6, Set.of(A, B))).containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void typeThatIsDisabledInTheMiddleKeepsWhatIsLeft() {
    read(0, 6, Set.of());
    ledger.goBack(6, Set.of(A));
    assertThat(read(0, 2, Set.of(A))).containsExactly("0");

    assertThat(read(2, 6, Set.of())).isEmpty();

    assertThat(ledger.types().get(A)).isEqualTo(new WaitingType(1, 2, new Ended(1, 0, 0, 0, 0)));
    assertThat(ledger.goBack(6, Set.of(A))).hasValue(1);
    assertThat(read(1, 6, Set.of(A))).containsExactly("2", "4");
  }

  @Test
  void whatComesAtTheTailGoesBehindWhatWaits() {
    read(0, 4, Set.of());

    // Enabled, but reading has not gone back yet.
    assertThat(read(4, 6, Set.of(A))).isEmpty();
    assertThat(ledger.types().get(A)).isEqualTo(waiting(0, 3));
    assertThat(ledger.goBack(6, Set.of(A))).hasValue(0);
    assertThat(read(0, 6, Set.of(A))).containsExactly("0", "2", "4");
  }

  @Test
  void typeOfWhichNothingWaitsIsReturnedAtTheTail() {
    assertThat(read(0, 6, Set.of(A))).containsExactly("0", "2", "4");
    assertThat(ledger.types().get(A)).isEqualTo(new WaitingType(5, 0, new Ended(3, 0, 0, 0, 0)));
  }

  @Test
  void recordThatIsPostponedKeepsThoseBehindItWaiting() {
    read(0, 6, Set.of());
    ledger.goBack(6, Set.of(A));

    assertThat(ledger.isDue(A, 0, true)).isTrue();
    ledger.postpone(A, 0);

    assertThat(read(2, 6, Set.of(A))).isEmpty();
    assertThat(ledger.types().get(A)).isEqualTo(waiting(0, 3));
  }

  @Test
  void overAndBrokenRecordsAreCountedAsSuch() {
    ledger.dealtWith(A, 0, Ending.OVER);
    ledger.dealtWith(A, 2, Ending.BROKEN);
    ledger.reached(3);

    assertThat(ledger.types().get(A)).isEqualTo(new WaitingType(3, 0, new Ended(0, 1, 1, 0, 0)));
  }

  @Test
  void whatRetentionDeletedWhileItWaitedIsCountedWhenTheRestIsReturned() {
    read(0, 6, Set.of());
    ledger.stored();

    // Offsets below 3 are gone: of A two of three, of B one of three.
    assertThat(ledger.begins(3)).containsExactlyInAnyOrder(A, B);
    assertThat(ledger.goBack(6, Set.of(A))).hasValue(3);
    assertThat(read(3, 6, Set.of(A), Map.of(A, 2L, B, 1L))).isEmpty();

    assertThat(ledger.types().get(A)).isEqualTo(new WaitingType(4, 1, new Ended(0, 0, 0, 0, 2)));
    assertThat(ledger.types().get(B)).isEqualTo(new WaitingType(3, 2, new Ended(0, 0, 0, 0, 1)));
    assertThat(ledger.begins(3)).isEmpty();
    assertThat(ledger.goBack(6, Set.of(A))).hasValue(4);
    assertThat(read(4, 6, Set.of(A))).containsExactly("4");
  }

  @Test
  void recordsThatArriveDuringTheRecountAreCountedOnce() {
    read(0, 4, Set.of());
    ledger.begins(1);
    assertThat(ledger.goBack(4, Set.of())).hasValue(1);

    assertThat(read(1, 6, Set.of(), Map.of(A, 1L))).isEmpty();

    assertThat(ledger.types().get(A)).isEqualTo(new WaitingType(2, 2, new Ended(0, 0, 0, 0, 1)));
    assertThat(ledger.types().get(B)).isEqualTo(waiting(1, 3));
  }

  @Test
  void whatIsLeftIsCountedOnceThoughReadingGoesBackForAnotherType() {
    read(0, 6, Set.of());
    ledger.begins(1); // A0 is gone
    assertThat(ledger.goBack(6, Set.of())).hasValue(1);
    read(1, 4, Set.of()); // A2 is counted

    assertThat(ledger.goBack(4, Set.of(B))).hasValue(1);
    assertThat(read(1, 6, Set.of(B), Map.of(A, 1L))).containsExactly("1", "3", "5");

    assertThat(ledger.types().get(A)).isEqualTo(new WaitingType(2, 2, new Ended(0, 0, 0, 0, 1)));
  }

  @Test
  void everythingDeletedLeavesNothingWaiting() {
    read(0, 6, Set.of());

    ledger.begins(8);
    assertThat(ledger.tail()).isEqualTo(8);
    ledger.goBack(8, Set.of());
    assertThat(ledger.reached(8)).isEqualTo(Map.of(A, 3L, B, 3L));

    assertThat(ledger.types().get(A)).isEqualTo(new WaitingType(8, 0, new Ended(0, 0, 0, 0, 3)));
  }

  @Test
  void purgeGivesUpWhatWaitsAndNothingThatComesLater() {
    read(0, 4, Set.of());
    ledger.purge(A);
    assertThat(ledger.types().get(A)).isEqualTo(new WaitingType(4, 0, new Ended(0, 0, 0, 2, 0)));

    read(4, 6, Set.of());
    assertThat(ledger.types().get(A)).isEqualTo(new WaitingType(4, 1, new Ended(0, 0, 0, 2, 0)));
    assertThat(ledger.goBack(6, Set.of(A))).hasValue(4);
  }

  @Test
  void allThatIsKeptCanBeReturnedAgain() {
    read(0, 6, Set.of(A));
    ledger.again(A, 2, 2);

    assertThat(ledger.goBack(6, Set.of(A))).hasValue(2);
    assertThat(read(2, 6, Set.of(A))).containsExactly("2", "4");
    assertThat(ledger.types().get(A)).isEqualTo(new WaitingType(5, 0, new Ended(5, 0, 0, 0, 0)));
  }

  @Test
  void onlyWhatChangedIsStored() {
    read(0, 6, Set.of());
    ledger.stored();
    assertThat(ledger.isChanged()).isFalse();

    ledger.goBack(6, Set.of(A));
    read(0, 1, Set.of(A));

    assertThat(ledger.isChanged()).isTrue();
    assertThat(ledger.changes()).containsOnlyKeys(A);
  }

  private List<String> read(int from, int to, Set<BetType> returnable) {
    return read(from, to, returnable, Map.of());
  }

  /** Reads a part of the log; returns the offsets that were due. */
  private List<String> read(
      int from, int to, Set<BetType> returnable, Map<BetType, Long> expectedGone) {
    List<String> due = new ArrayList<>();
    for (int offset = from; offset < to; offset++) {
      BetType betType = LOG.get(offset);
      if (ledger.isDue(betType, offset, returnable.contains(betType))) {
        ledger.dealtWith(betType, offset, Ending.RETURNED);
        due.add(Integer.toString(offset));
      }
    }
    assertThat(ledger.reached(to)).isEqualTo(expectedGone);
    return due;
  }

  private static WaitingType waiting(long next, long count) {
    return new WaitingType(next, count, new Ended(0, 0, 0, 0, 0));
  }
}
