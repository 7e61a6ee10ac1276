package io.betintel.ev.stream;

import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.Settings;

/**
 * What the stream is configured with, each concern in a record of its own.
 *
 * @param stream how Kafka Streams runs
 * @param markets which events count, and how long their markets are kept
 * @param kafka where Kafka is
 * @param topics the topics' names
 * @param topicSettings how the topics are made
 */
public record StreamSettings(
    StreamConfig stream,
    MarketConfig markets,
    KafkaConfig kafka,
    Topics topics,
    TopicSettings topicSettings) {

  /**
   * @throws ConfigException if a value is missing or invalid, naming its key
   */
  public static StreamSettings from(Settings settings) {
    Topics topics = Topics.from(settings);
    return new StreamSettings(
        StreamConfig.from(settings, topics),
        MarketConfig.from(settings),
        KafkaConfig.from(settings),
        topics,
        TopicSettings.from(settings));
  }
}
