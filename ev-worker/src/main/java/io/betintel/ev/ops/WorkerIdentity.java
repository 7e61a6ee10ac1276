package io.betintel.ev.ops;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * One running process.
 *
 * @param id unique to the process: a restarted worker has another id
 * @param build the program's version
 */
public record WorkerIdentity(String id, String build, String host, Instant startedAt) {

  public static WorkerIdentity ofThisProcess(String build, Clock clock) {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "localhost";
    }
    return new WorkerIdentity(
        host + "-" + UUID.randomUUID().toString().substring(0, 8), build, host, clock.instant());
  }
}
