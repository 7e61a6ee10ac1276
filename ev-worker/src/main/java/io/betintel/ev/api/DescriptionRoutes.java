package io.betintel.ev.api;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code /openapi.yaml}: what the routes take and answer. */
final class DescriptionRoutes implements Routes {
  private static final String FILE = "openapi.yaml";

  @Override
  public void add(RoutesConfig routes) {
    byte[] description = read();
    // A worker of another version may answer next.
    routes.get(
        "/" + FILE,
        request ->
            request
                .contentType("application/yaml")
                .header("Cache-Control", "no-cache")
                .result(description));
  }

  private static byte[] read() {
    try (InputStream file = DescriptionRoutes.class.getResourceAsStream(FILE)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
