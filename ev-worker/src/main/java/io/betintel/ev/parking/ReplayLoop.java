package io.betintel.ev.parking;

import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.consume.PlacedConsumer;
import io.betintel.ev.consume.PollLoop;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.Failpoint;
import io.betintel.ev.ops.Interval;
import io.betintel.ev.ops.RetryPause;
import io.betintel.ev.ops.RootCause;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replayer's work, turn by turn; owned by one thread. It sends the records that are due, then
 * stores the positions: after a crash between the two it sends them again, and the market's book
 * supersedes the duplicates. The answer to every failure is the same: pause, wait, read the
 * positions and go on from there.
 */
final class ReplayLoop implements PollLoop {
  static final String NAME = "parked";

  /** How often the loop looks at the stored positions and the live workers. */
  static final Duration LOOK = Duration.ofMillis(500);

  static final RetryPause PAUSE = new RetryPause(Duration.ofMillis(100), Duration.ofSeconds(5));

  private static final Logger LOG = LoggerFactory.getLogger(ReplayLoop.class);
  private static final Failpoint AFTER_RETURN = Failpoint.named("after-return");
  private static final Duration LOOK_AT_THE_LOG = Duration.ofMinutes(1);

  private final PlacedConsumer consumer;
  private final ParkedLedgers ledgers;
  private final ReturnGate gate;
  private final Returning returning;
  private final ReturnRate rate;
  private final WaitingReport report;
  private final Interval log;
  private volatile Check check = Check.waiting(NAME, "joining the group");

  /**
   * @param nanoTime the time in nanoseconds, such as {@code System::nanoTime}
   */
  ReplayLoop(
      PlacedConsumer consumer,
      ParkedLedgers ledgers,
      ReturnGate gate,
      Returning returning,
      ReturnRate rate,
      LongSupplier nanoTime) {
    this.log = new Interval(LOOK_AT_THE_LOG, nanoTime);
    this.consumer = consumer;
    this.ledgers = ledgers;
    this.gate = gate;
    this.returning = returning;
    this.rate = rate;
    this.report = new WaitingReport(returning.metrics());
  }

  @Override
  public Check check() {
    return check;
  }

  @Override
  public void turn() throws InterruptedException {
    try {
      if (consumer.mustPlace()) {
        place();
        look();
      } else if (consumer.mustVerify()) {
        look();
      } else if (consumer.isIdle()) {
        check = Check.up(NAME, "no partition is left for this worker");
      } else if (consumer.isWithoutPartitions()) {
        check = Check.waiting(NAME, "no partition is assigned, and some have no reader");
      }
      if (consumer.isPlaced()) {
        goBack();
      }
      ConsumerRecords<byte[], byte[]> records = consumer.poll();
      if (consumer.isPlaced()) {
        work(records);
        consumer.succeeded();
      }
    } catch (SQLException e) {
      giveWay(DatabaseTrouble.describe(e));
    } catch (SchemaPendingException | IllegalStateException e) {
      giveWay(e.getMessage());
    } catch (PositionsMovedException | OffsetOutOfRangeException e) {
      LOG.info("{}", e.getMessage());
      giveWay(e.getMessage());
    } catch (ExecutionException e) {
      giveWay("the records cannot be sent: " + RootCause.of(e));
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      giveWay("Kafka says: " + RootCause.of(e));
    }
  }

  private void place() throws SQLException, InterruptedException {
    Consumer<byte[], byte[]> kafka = consumer.kafka();
    ledgers.read(kafka.assignment());
    ledgers.begin(kafka.beginningOffsets(kafka.assignment()));
    log.restart();
    consumer.place(ledgers.tails());
  }

  /** Compares topic and stored positions, and asks what the live workers serve. */
  private void look() throws SQLException, PositionsMovedException, InterruptedException {
    ledgers.verify();
    gate.look();
    if (log.isDue()) {
      log.restart();
      ledgers.begin(consumer.kafka().beginningOffsets(ledgers.partitions()));
    }
    String state =
        ledgers.partitions().size() + " partitions, " + report.of(ledgers.waiting(), gate);
    check =
        ledgers
            .miscount()
            .map(wrong -> Check.waiting(NAME, wrong + "; " + state))
            .orElseGet(() -> Check.up(NAME, state));
    consumer.verified();
  }

  private void goBack() {
    Consumer<byte[], byte[]> kafka = consumer.kafka();
    Set<BetType> open = gate.open();
    for (TopicPartition partition : ledgers.partitions()) {
      ledgers
          .of(partition)
          .goBack(kafka.position(partition), open)
          .ifPresent(offset -> kafka.seek(partition, offset));
    }
  }

  private void work(ConsumerRecords<byte[], byte[]> records)
      throws SQLException, PositionsMovedException, ExecutionException, InterruptedException {
    ReturnBatch batch = new ReturnBatch(returning, ledgers.homes(), gate::mayReturn);
    for (TopicPartition partition : consumer.kafka().assignment()) {
      PartitionLedger ledger = ledgers.of(partition);
      records.records(partition).forEach(record -> batch.consider(ledger, record));
      batch.reached(partition.toString(), ledger, consumer.kafka().position(partition));
    }
    int sent = batch.await();
    if (sent > 0) {
      AFTER_RETURN.pass();
    }
    ledgers.store();
    gate.hold(batch.held());
    batch.count();
    rate.spend(sent);
  }

  private void giveWay(String reason) {
    if (!reason.equals(check.detail())) {
      LOG.warn("Parked events wait: {}", reason);
    }
    check = Check.waiting(NAME, reason);
    consumer.giveWay();
  }
}
