package io.betintel.ev.parking;

import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.util.List;

/**
 * How parked records return.
 *
 * @param recordsPerSecond the most that one worker returns: returned events are older than live
 *     ones, so they are processed first and delay them
 */
public record ParkingConfig(int recordsPerSecond) {
  static final Setting<Integer> RETURN_RATE =
      Setting.integer(
          "EV_RETURN_RATE",
          2_000,
          1,
          1_000_000,
          "The most parked events per second that each worker returns once their bet type is enabled.");

  public static List<Setting<?>> settings() {
    return List.of(RETURN_RATE);
  }

  public static ParkingConfig from(Settings settings) {
    return new ParkingConfig(settings.get(RETURN_RATE));
  }
}
