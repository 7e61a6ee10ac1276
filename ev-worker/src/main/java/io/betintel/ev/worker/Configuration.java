package io.betintel.ev.worker;

import io.betintel.ev.api.ApiConfig;
import io.betintel.ev.api.ApiLogins;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.catalogue.CatalogueConfig;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.drift.DriftConfig;
import io.betintel.ev.feed.oddsapi.OddsApiConfig;
import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.ops.HttpConfig;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.LogConfig;
import io.betintel.ev.ops.NearestName;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.parking.ParkingConfig;
import io.betintel.ev.sink.SinkConfig;
import io.betintel.ev.sink.postgres.RetentionConfig;
import io.betintel.ev.sink.redis.CacheExpiry;
import io.betintel.ev.stream.MarketConfig;
import io.betintel.ev.stream.StreamConfig;
import io.betintel.ev.stream.TopicSettings;
import io.betintel.ev.value.FeeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every setting of every command. */
public final class Configuration {
  private static final String PREFIX = "EV_";
  private static final String FILE = "_FILE";
  private static final String SERVICE_LINK = "_SERVICE_HOST";

  private Configuration() {}

  /** All settings, grouped by concern. */
  public static List<Setting<?>> settings() {
    return Stream.of(
            KafkaConfig.settings(),
            Topics.settings(),
            TopicSettings.settings(),
            RegistryConfig.settings(),
            PostgresConfig.settings(),
            RedisConfig.settings(),
            CatalogueConfig.settings(),
            FeeTable.settings(),
            OddsApiConfig.settings(),
            StreamConfig.settings(),
            MarketConfig.settings(),
            ParkingConfig.settings(),
            SinkConfig.settings(),
            RetentionConfig.settings(),
            CacheExpiry.settings(),
            DriftConfig.settings(),
            HttpConfig.settings(),
            ApiConfig.settings(),
            ApiLogins.settings(),
            LogConfig.settings())
        .flatMap(List::stream)
        .collect(Collectors.toUnmodifiableList());
  }

  /**
   * @throws ConfigException if variables that begin with {@code EV_} are not settings, or have
   *     values that are not accepted; the message has a line for each of them
   */
  public static Settings fromEnvironment(Map<String, String> environment) {
    Set<String> known = keys();
    Set<String> unknown = new TreeSet<>();
    for (String name : environment.keySet()) {
      if (name.startsWith(PREFIX) && !known.contains(name) && !isServiceLink(name, environment)) {
        unknown.add(name);
      }
    }
    List<String> faults = new ArrayList<>();
    unknown.forEach(
        name -> faults.add(name + " is not a setting: did you mean " + nearest(name, known) + "?"));
    Settings settings = new Settings(environment);
    for (Setting<?> setting : settings()) {
      if (!environment.getOrDefault(setting.key(), "").isEmpty()) {
        try {
          settings.get(setting);
        } catch (ConfigException e) {
          faults.add(e.getMessage());
        }
      }
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(
          String.join(System.lineSeparator(), faults)
              + System.lineSeparator()
              + "ev-worker config lists every setting.");
    }
    return settings;
  }

  private static Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    for (Setting<?> setting : settings()) {
      keys.add(setting.key());
      if (setting.secret()) {
        keys.add(setting.key() + FILE);
      }
    }
    return keys;
  }

  private static String nearest(String name, Set<String> known) {
    return NearestName.of(name, known);
  }

  /**
   * Kubernetes gives every container the addresses of the namespace's services: a service {@code
   * ev-worker} appears as {@code EV_WORKER_SERVICE_HOST}, {@code EV_WORKER_PORT} and so on.
   */
  private static boolean isServiceLink(String name, Map<String, String> environment) {
    return environment.keySet().stream()
        .filter(key -> key.startsWith(PREFIX) && key.endsWith(SERVICE_LINK))
        .map(key -> key.substring(0, key.length() - SERVICE_LINK.length()))
        .anyMatch(
            service ->
                name.equals(service + SERVICE_LINK)
                    || name.startsWith(service + "_SERVICE_PORT")
                    || name.equals(service + "_PORT")
                    || name.startsWith(service + "_PORT_"));
  }
}
