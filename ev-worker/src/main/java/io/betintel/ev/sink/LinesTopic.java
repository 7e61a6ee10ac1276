package io.betintel.ev.sink;

import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.priced.PricedLine;
import java.util.function.Function;

/**
 * Where a sink's lines come from.
 *
 * @param name the topic's name
 * @param deadLetters the topic of records that cannot be stored
 * @param application prefix of the consumer group's name
 * @param decode turns a record's value into a line; if it throws, the record is a dead letter
 */
public record LinesTopic(
    KafkaConfig kafka,
    String name,
    String deadLetters,
    String application,
    Function<byte[], PricedLine> decode) {

  /** The consumer group whose offsets show a sink's lag. */
  String group(LineSink sink) {
    return SinkRunner.group(application, sink.name());
  }
}
