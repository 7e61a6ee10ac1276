package io.betintel.ev.api;

import io.javalin.config.RoutesConfig;

/** Some routes that belong together. */
public interface Routes {

  void add(RoutesConfig routes);

  /** The server accepts no more requests: answers without an end must end now. */
  default void stop() {}
}
