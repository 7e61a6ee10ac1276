package io.betintel.localstack;

import java.util.stream.IntStream;

/**
 * The ports of the four servers.
 *
 * @param kafkaController clients never see it
 * @param kafkaBehindProxy the listener that tells its clients to come to {@code kafkaProxy}
 * @param kafkaProxy where Kafka's proxy listens, if there is one
 */
record StackPorts(
    int kafka,
    int kafkaController,
    int kafkaBehindProxy,
    int kafkaProxy,
    int postgresql,
    int redis,
    int registry) {

  /**
   * Uses a free port wherever the wanted port is 0.
   *
   * @throws LocalStackException if a wanted port is in use
   */
  static StackPorts choose(int kafka, int postgresql, int redis, int registry) {
    int[] chosen = {kafka, 0, 0, 0, postgresql, redis, registry};
    for (int wish : chosen) {
      if (wish != 0 && !FreePorts.isFree(wish)) {
        throw new LocalStackException("port " + wish + " is taken");
      }
    }
    for (int i = 0; i < chosen.length; i++) {
      while (chosen[i] == 0) {
        int candidate = FreePorts.next();
        if (IntStream.of(chosen).noneMatch(port -> port == candidate)) {
          chosen[i] = candidate;
        }
      }
    }
    return new StackPorts(
        chosen[0], chosen[1], chosen[2], chosen[3], chosen[4], chosen[5], chosen[6]);
  }
}
