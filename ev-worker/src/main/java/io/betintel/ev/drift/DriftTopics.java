package io.betintel.ev.drift;

import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.KafkaConfig;
import java.util.Optional;

/**
 * Which topics a check looks at.
 *
 * @param application whose parked events are looked at
 * @param kafka empty to look at no topic, only at what PostgreSQL knows of parked events
 */
public record DriftTopics(Topics names, String application, Optional<KafkaConfig> kafka) {}
