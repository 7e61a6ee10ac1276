package io.betintel.ev.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.betintel.ev.consume.GroupMember;
import io.betintel.ev.ops.MovableClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A sink's loop between Kafka's own mock consumer and a store in memory, with three lines. */
final class LoopInHand {
  final GroupMember member = new GroupMember("ev.lines");
  final LinesInHand store = new LinesInHand();
  final List<RefusedRecord> aside = new ArrayList<>();
  final MeterRegistry meters = new SimpleMeterRegistry();
  final SinkLoop loop;
  Supplier<TopicIdentity> lookup;

  LoopInHand(TopicIdentity topic) {
    lookup = () -> topic;
    loop =
        new SinkLoop(
            store,
            member.placed(),
            () -> lookup.get(),
            TextLines::decode,
            aside::addAll,
            new MicrometerSinkMetrics(meters, "memory"),
            new MovableClock(Instant.EPOCH),
            member::nanoTime,
            100,
            1 << 20,
            new StoreRest(() -> false, member::nanoTime),
            Runnable::run);
    member.placed().subscribe("ev.lines", loop::revoked);
    publish(0, "totals,e1,2.1");
    publish(0, "totals,e2,2.2");
    publish(1, "totals,e3,2.3");
  }

  void join(int... partitions) {
    member.assignDuringTheNextPoll(partitions);
    loop.turn();
  }

  void publish(int partition, String line) {
    member.append(partition, new String(TextLines.key(line), UTF_8), line);
  }

  static SinkException away() {
    return new SinkException(SinkException.Kind.AWAY, "the database is away: refused");
  }
}
