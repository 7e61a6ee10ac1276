package io.betintel.ev.codec;

import io.betintel.ev.ops.Address;
import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.util.List;

/**
 * The address and user of the schema registry.
 *
 * @param url of a Confluent-compatible registry, comma-separated if several
 * @param user for basic authentication; empty for none
 * @param token for bearer authentication; empty for none
 */
public record RegistryConfig(String url, String user, String password, String token) {
  static final Setting<String> URL =
      Setting.address(
          "EV_SCHEMA_REGISTRY_URL",
          "the http or https URL of a Confluent-compatible registry, with the path of its API"
              + " where it has one",
          "The schema registry.",
          text -> Address.registry(text, "EV_SCHEMA_REGISTRY_"));
  static final Setting<String> USER =
      Setting.text("EV_SCHEMA_REGISTRY_USER", "", "text", "The registry user; empty for none.");
  static final Setting<String> PASSWORD =
      Setting.secret("EV_SCHEMA_REGISTRY_PASSWORD", "The registry user's password.");
  static final Setting<String> TOKEN =
      Setting.secret("EV_SCHEMA_REGISTRY_TOKEN", "A bearer token for the registry, without user.");

  public RegistryConfig {
    if (!token.isEmpty() && !user.isEmpty()) {
      throw new ConfigException(
          TOKEN.key() + " and " + USER.key() + " are both set: accepted is one of them");
    }
  }

  /** With a user, or without any login. */
  public RegistryConfig(String url, String user, String password) {
    this(url, user, password, "");
  }

  public static List<Setting<?>> settings() {
    return List.of(URL, USER, PASSWORD, TOKEN);
  }

  public static RegistryConfig from(Settings settings) {
    return new RegistryConfig(
        settings.get(URL), settings.get(USER), settings.get(PASSWORD), settings.get(TOKEN));
  }

  /** Without password and token. */
  @Override
  public String toString() {
    return "RegistryConfig[url=" + url + ", user=" + user + "]";
  }
}
