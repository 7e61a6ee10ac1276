package io.betintel.ev.parking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.parking.WaitingType.Ended;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store of positions must keep. */
abstract class PositionsContract {
  private static final BetType ASSISTS = new BetType("player_assists");
  private static final String TOPIC = "id-of-the-topic";

  /** The positions of an application in an empty store. */
  abstract Positions table();

  /** The positions of another application in the same store. */
  abstract Positions ofAnotherApplication();

  @Test
  void whatIsStoredIsReadAgain() throws Exception {
    PartitionLedger ledger = new PartitionLedger(0, Map.of());
    ledger.isDue(ASSISTS, 4, false);
    ledger.reached(6);
    table().store(TOPIC, Map.of(3, new StoredLedger(0, ledger)));

    assertThat(ledger.isChanged()).isFalse();
    StoredLedger read = table().read(TOPIC).get(3);
    assertThat(read.version()).isEqualTo(1);
    assertThat(read.ledger().tail()).isEqualTo(6);
    assertThat(read.ledger().types())
        .isEqualTo(Map.of(ASSISTS, new WaitingType(4, 1, new Ended(0, 0, 0, 0, 0))));
    assertThat(table().versions()).isEqualTo(Map.of(3, 1L));
    // Another application has positions of its own.
    assertThat(ofAnotherApplication().read(TOPIC)).isEmpty();
  }

  @Test
  void storeIsRefusedIfAnotherStoredSinceTheReadAndStoresNothing() throws Exception {
    table()
        .store(
            TOPIC,
            Map.of(
                0, new StoredLedger(0, new PartitionLedger(5, Map.of())),
                1, new StoredLedger(0, new PartitionLedger(5, Map.of()))));
    Map<Integer, StoredLedger> zombie = table().read(TOPIC);
    Map<Integer, StoredLedger> owner = table().read(TOPIC);
    owner.get(1).ledger().reached(9);
    table().store(TOPIC, Map.of(1, owner.get(1)));

    zombie.values().forEach(stored -> stored.ledger().reached(7));

    assertThatThrownBy(() -> table().store(TOPIC, zombie))
        .isInstanceOf(PositionsMovedException.class)
        .hasMessageContaining("partition 1");
    assertThat(table().read(TOPIC).get(0).ledger().tail()).isEqualTo(5);
    assertThat(table().read(TOPIC).get(1).ledger().tail()).isEqualTo(9);
    assertThatThrownBy(
            () ->
                table()
                    .store(TOPIC, Map.of(1, new StoredLedger(0, new PartitionLedger(0, Map.of())))))
        .isInstanceOf(PositionsMovedException.class);
  }

  @Test
  void recreatedTopicHasNoPositions() throws Exception {
    table().store(TOPIC, Map.of(0, new StoredLedger(0, new PartitionLedger(5, Map.of()))));

    assertThat(table().read("another-id")).isEmpty();
    assertThat(table().forgetOthers(TOPIC)).isZero();
    assertThat(table().forgetOthers("another-id")).isEqualTo(1);
    assertThat(table().versions()).isEmpty();
  }
}
