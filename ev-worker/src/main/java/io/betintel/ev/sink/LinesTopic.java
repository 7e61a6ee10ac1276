package io.betintel.ev.sink;

import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.priced.PricedLine;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where a sink's lines come from.
 *
 * @param name the topic's name
 * @param deadLetters the topic of records that cannot be stored
 * @param application prefix of the consumer group's name
 * @param decoders makes, for one thread, what turns a record's value into a line; if that throws,
 *     the record is a dead letter
 */
public record LinesTopic(
    KafkaConfig kafka,
    String name,
    String deadLetters,
    String application,
    Supplier<Function<byte[], PricedLine>> decoders) {

  /** The consumer group whose offsets show a sink's lag. */
  String group(LineSink sink) {
    return SinkRunner.group(application, sink.name());
  }
}
