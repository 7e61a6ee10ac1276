package io.betintel.ev.parking;

import java.time.Duration;
import java.util.Optional;

/**
 * The topics that parked records come from and go to.
 *
 * @param application the workers' application id
 * @param parked the topic of the waiting records
 * @param hop the topic that carries records to their event's home partition
 * @param quarantine the topic of records whose schema the registry does not know
 * @param deadLetters the topic of records that cannot be decoded
 * @param grace how long after its start an event may still be quoted; empty in a replay, whose
 *     events are all over by today's clock
 * @param largestRecord the largest record in bytes, before compression
 */
public record ParkingRoute(
    String application,
    String parked,
    String hop,
    String quarantine,
    String deadLetters,
    Optional<Duration> grace,
    int largestRecord) {

  /** The consumer group whose members share the partitions. */
  public String group() {
    return application + "-parked";
  }
}
