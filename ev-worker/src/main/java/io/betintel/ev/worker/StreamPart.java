package io.betintel.ev.worker;

import io.betintel.ev.admission.BetTypeGate;
import io.betintel.ev.catalogue.CatalogueConfig;
import io.betintel.ev.codec.LineSchema;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.WorkerMeters;
import io.betintel.ev.parking.ParkingConfig;
import io.betintel.ev.parking.ParkingMetrics;
import io.betintel.ev.parking.ParkingRoute;
import io.betintel.ev.parking.Replayer;
import io.betintel.ev.stream.OddsStream;
import io.betintel.ev.stream.StreamConfig;
import io.betintel.ev.stream.StreamMetrics;
import io.betintel.ev.stream.TopicPlan;
import io.betintel.ev.stream.TopicSettings;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.List;
import java.util.Optional;

/** Pricing: {@code odds.events} to {@code ev.lines}, and the return of what was parked. */
final class StreamPart {
  private StreamPart() {}

  /** In the order in which they start. */
  static List<Component> of(
      Foundation foundation, SchemaAccess schemas, StreamConfig config, Topics topics) {
    KafkaConfig kafka = KafkaConfig.from(foundation.settings());
    TopicSettings topicSettings = TopicSettings.from(foundation.settings());
    LineSchema lineSchema = new LineSchema(schemas.registry(), schemas.writers());
    OddsStream stream =
        new OddsStream(
            config,
            kafka,
            topics,
            topicSettings,
            new BetTypeGate(foundation.catalogue(), config.eventGrace()),
            new EvCalculator(FeeTable.from(foundation.settings())),
            schemas.writers(),
            lineSchema::codec,
            new StreamMetrics(foundation.registry(), foundation.catalogue(), !topics.replay()),
            foundation.clock());
    Replayer replayer =
        new Replayer(
            new ParkingRoute(
                config.applicationId(),
                topics.parked(),
                config.hopTopic(),
                topics.deadLetters(),
                topics.replay() ? Optional.empty() : Optional.of(config.eventGrace()),
                topicSettings.largestEvent() + TopicPlan.MARGIN),
            ParkingConfig.from(foundation.settings()),
            kafka,
            foundation.pool(),
            CatalogueConfig.from(foundation.settings()).heartbeat(),
            foundation.catalogue(),
            () -> new OddsEventDecoder(schemas.writers(), OddsStream.ANY_TIME),
            new ParkingMetrics(foundation.registry(), foundation.catalogue()::current),
            foundation.clock());
    return List.of(lineSchema, new Measured(stream, foundation.meters()), replayer);
  }

  /** The stream, whose client has metrics of its own once it runs. */
  private record Measured(OddsStream stream, WorkerMeters meters) implements Component {
    @Override
    public void start() {
      stream.start();
      if (stream.client() != null) {
        meters.bind(new KafkaStreamsMetrics(stream.client()));
      }
    }

    @Override
    public Check check() {
      return stream.check();
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
