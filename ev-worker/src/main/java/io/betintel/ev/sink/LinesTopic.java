package io.betintel.ev.sink;

import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.priced.PricedLine;
import java.util.function.Function;

/**
 * Where a sink's lines come from.
 *
 * @param name of the topic
 * @param application whose consumer groups read it
 * @param decode a record's value to a line; may throw, and is then asked again later
 */
public record LinesTopic(
    KafkaConfig kafka, String name, String application, Function<byte[], PricedLine> decode) {

  /** The consumer group whose offsets show a sink's lag. */
  String group(LineSink sink) {
    return SinkRunner.group(application, sink.name());
  }
}
