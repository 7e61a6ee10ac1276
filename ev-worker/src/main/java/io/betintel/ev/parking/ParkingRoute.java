package io.betintel.ev.parking;

import java.time.Duration;
import java.util.Optional;

/**
 * Where parked records are and where they go.
 *
 * @param application the workers' application id
 * @param parked the topic of what waits
 * @param hop the topic by which records come to their event's home
 * @param deadLetters the topic of what cannot be read
 * @param grace how long after its start an event may still be quoted; empty in a replay, whose
 *     events are all over by the clock
 * @param largestRecord in bytes before compression
 */
public record ParkingRoute(
    String application,
    String parked,
    String hop,
    String deadLetters,
    Optional<Duration> grace,
    int largestRecord) {

  /** The consumer group whose members share the partitions. */
  String group() {
    return application + "-parked";
  }
}
