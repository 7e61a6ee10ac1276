package io.betintel.ev.ops;

import java.util.List;

/**
 * Where the worker serves metrics and health.
 *
 * @param port 0 for any free port
 */
public record HttpConfig(String host, int port) {
  static final Setting<String> HOST =
      Setting.text(
          "EV_HTTP_HOST",
          "127.0.0.1",
          "an address of this host",
          "The address to listen on for HTTP.");
  static final Setting<Integer> PORT =
      Setting.integer("EV_HTTP_PORT", 8080, 0, 65_535, "The HTTP port; 0 for any free port.");

  public static List<Setting<?>> settings() {
    return List.of(HOST, PORT);
  }

  public static HttpConfig from(Settings settings) {
    return new HttpConfig(settings.get(HOST), settings.get(PORT));
  }
}
