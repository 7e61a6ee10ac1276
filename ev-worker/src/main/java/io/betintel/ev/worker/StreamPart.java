package io.betintel.ev.worker;

import io.betintel.ev.admission.BetTypeGate;
import io.betintel.ev.catalogue.CatalogueConfig;
import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.codec.LineSchema;
import io.betintel.ev.consume.ProgressWatch;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.WorkerMeters;
import io.betintel.ev.parking.ParkingConfig;
import io.betintel.ev.parking.ParkingMetrics;
import io.betintel.ev.parking.ParkingRoute;
import io.betintel.ev.parking.Quarantine;
import io.betintel.ev.parking.QuarantineClients;
import io.betintel.ev.parking.QuarantineMetrics;
import io.betintel.ev.parking.Replayer;
import io.betintel.ev.parking.ReplayerClients;
import io.betintel.ev.parking.ReturnGate;
import io.betintel.ev.stream.OddsStream;
import io.betintel.ev.stream.StreamMetrics;
import io.betintel.ev.stream.StreamSettings;
import io.betintel.ev.stream.TaskCodecs;
import io.betintel.ev.stream.TopicPlan;
import io.betintel.ev.stream.WarmUp;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Builds the stream, {@code odds.events} to {@code ev.lines}, and the replayer of parked events.
 */
final class StreamPart {
  private final OddsStream stream;
  private final List<Component> components;

  private StreamPart(OddsStream stream, List<Component> components) {
    this.stream = stream;
    this.components = components;
  }

  /** In the order in which they start. */
  List<Component> components() {
    return components;
  }

  /** Whether more records wait than it can price at once. */
  boolean isBehind() {
    return stream.isBehind();
  }

  /**
   * @param warmUp starts before them
   * @param watch starts before them
   */
  static StreamPart of(
      Foundation foundation,
      SchemaAccess schemas,
      StreamSettings settings,
      WarmUp warmUp,
      ProgressWatch watch) {
    LineSchema lineSchema = new LineSchema(schemas.registry(), schemas.writers());
    TaskCodecs codecs =
        new TaskCodecs(schemas.writers(), lineSchema::codec, settings.markets().mostAhead());
    boolean replay = settings.topics().replay();
    Duration eventGrace = settings.markets().eventGrace();
    OddsStream stream =
        new OddsStream(
            settings,
            new BetTypeGate(foundation.catalogue(), eventGrace),
            foundation.catalogue().moves(),
            calculator(foundation),
            codecs,
            new StreamMetrics(foundation.registry(), foundation.catalogue(), !replay),
            watch.watch(
                "stream",
                settings.stream().applicationId(),
                Set.of(settings.topics().oddsEvents(), settings.stream().hopTopic())),
            warmUp,
            foundation.registry(),
            foundation.clock(),
            foundation.steady());
    LiveWorkers workers =
        new LiveWorkers(foundation.pool(), CatalogueConfig.from(foundation.settings()));
    ParkingRoute route =
        new ParkingRoute(
            settings.stream().applicationId(),
            settings.topics().parked(),
            settings.stream().hopTopic(),
            settings.topics().quarantine(),
            settings.topics().deadLetters(),
            replay ? Optional.empty() : Optional.of(eventGrace),
            settings.topicSettings().largestEvent() + TopicPlan.MARGIN);
    Replayer replayer =
        new Replayer(
            new ReplayerClients(settings.kafka(), route, ParkingConfig.from(foundation.settings())),
            foundation.pool(),
            new ReturnGate(foundation.catalogue(), workers::now, foundation.steady()),
            codecs.ofSorted(),
            new ParkingMetrics(foundation.registry(), foundation.catalogue()::current),
            watch.watch("parked", route.group(), Set.of(route.parked())),
            foundation.clock(),
            foundation.steady());
    Quarantine quarantine =
        new Quarantine(
            new QuarantineClients(settings.kafka(), settings.topics().quarantine(), route),
            codecs.ofInput(),
            schemas.writers(),
            replay ? Optional.empty() : Optional.of(settings.markets().clockAhead()),
            new QuarantineMetrics(foundation.registry()),
            watch.watch(
                "quarantine",
                QuarantineClients.group(settings.stream().applicationId()),
                Set.of(settings.topics().quarantine())));
    return new StreamPart(
        stream,
        List.of(lineSchema, new Measured(stream, foundation.meters()), replayer, quarantine));
  }

  /**
   * Prices synthetic markets for the parts that run.
   *
   * @param sinks whether the process also reads lines
   */
  static WarmUp warmUp(Foundation foundation, StreamSettings settings, boolean sinks) {
    LineJson json = new LineJson();
    return new WarmUp(
        settings,
        calculator(foundation),
        foundation.clock(),
        (reader, value) -> {
          if (sinks) {
            json.bytes(reader.decode(value), 1);
          }
        });
  }

  private static EvCalculator calculator(Foundation foundation) {
    return new EvCalculator(FeeTable.from(foundation.settings()));
  }

  /** The stream, and its client's own metrics once it runs. */
  private record Measured(OddsStream stream, WorkerMeters meters) implements Component {
    @Override
    public void start() {
      stream.start();
      stream.client().ifPresent(client -> meters.bind(new KafkaStreamsMetrics(client)));
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
