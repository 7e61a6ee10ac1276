package io.betintel.ev.catalogue;

import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How the catalogue is followed.
 *
 * @param poll how often the catalogue's version is read: a change is acted on within this time
 * @param heartbeat how often the worker writes that it is alive
 */
public record CatalogueConfig(Duration poll, Duration heartbeat) {
  static final Setting<Duration> POLL =
      Setting.duration("EV_CATALOGUE_POLL", "500ms", "How often the catalogue's version is read.");
  static final Setting<Duration> HEARTBEAT =
      Setting.duration(
          "EV_CATALOGUE_HEARTBEAT",
          "5s",
          "How often the worker writes its row of worker_heartbeats.");

  public static List<Setting<?>> settings() {
    return List.of(POLL, HEARTBEAT);
  }

  public static CatalogueConfig from(Settings settings) {
    return new CatalogueConfig(settings.get(POLL), settings.get(HEARTBEAT));
  }
}
