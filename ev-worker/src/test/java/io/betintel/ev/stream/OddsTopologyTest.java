package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.codec.Topics;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/**
 * The topology as Kafka Streams describes it. A change here renames or renumbers what the
 * installations have on their brokers: it needs a new application id.
 */
final class OddsTopologyTest {

  @Test
  void topologyIsTheOneThatInstallationsRun() {
    Topology topology =
        OddsTopology.build(new Topics(""), Limits.stores(), Nothing::new, Nothing::new);

    assertThat(topology.describe().toString())
        .isEqualTo(
            """
            Topologies:
               Sub-topology: 0
                Source: odds (topics: [odds.events])
                  --> sorter
                Processor: sorter (stores: [])
                  --> away, home, broken, quarantined
                  <-- odds
                Source: by-event-repartition-source (topics: [by-event-repartition])
                  --> joined
                Processor: home (stores: [])
                  --> joined
                  <-- sorter
                Processor: joined (stores: [])
                  --> market
                  <-- home, by-event-repartition-source
                Processor: market (stores: [markets])
                  --> held, priced, undecodable, unknown
                  <-- joined
                Processor: away (stores: [])
                  --> by-event-repartition-filter
                  <-- sorter
                Processor: broken (stores: [])
                  --> dead-letters
                  <-- sorter
                Processor: by-event-repartition-filter (stores: [])
                  --> by-event-repartition-sink
                  <-- away
                Processor: held (stores: [])
                  --> parked
                  <-- market
                Processor: priced (stores: [])
                  --> lines
                  <-- market
                Processor: quarantined (stores: [])
                  --> quarantine
                  <-- sorter
                Processor: undecodable (stores: [])
                  --> hop-dead-letters
                  <-- market
                Processor: unknown (stores: [])
                  --> hop-quarantine
                  <-- market
                Sink: by-event-repartition-sink (topic: by-event-repartition)
                  <-- by-event-repartition-filter
                Sink: dead-letters (topic: odds.dead-letter)
                  <-- broken
                Sink: hop-dead-letters (topic: odds.dead-letter)
                  <-- undecodable
                Sink: hop-quarantine (topic: odds.quarantine)
                  <-- unknown
                Sink: lines (topic: ev.lines)
                  <-- priced
                Sink: parked (topic: odds.parked)
                  <-- held
                Sink: quarantine (topic: odds.quarantine)
                  <-- quarantined

            """);
  }

  /** What the nodes do is not described. */
  private static final class Nothing<V> implements Processor<byte[], OddsRecord, byte[], V> {
    @Override
    public void process(Record<byte[], OddsRecord> record) {}
  }
}
