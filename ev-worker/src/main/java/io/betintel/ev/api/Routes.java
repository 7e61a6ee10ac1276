package io.betintel.ev.api;

import io.javalin.config.RoutesConfig;

/** Some routes that belong together. */
public interface Routes {

  void add(RoutesConfig routes);

  /** The server accepts no more requests: what would go on for long ends now. */
  default void stop() {}
}
