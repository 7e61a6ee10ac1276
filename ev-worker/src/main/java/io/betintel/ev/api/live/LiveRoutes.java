package io.betintel.ev.api.live;

import io.betintel.ev.api.Access;
import io.betintel.ev.api.Addresses;
import io.betintel.ev.api.Caller;
import io.betintel.ev.api.Callers;
import io.betintel.ev.api.HeadAsGet;
import io.betintel.ev.api.OpenedTypes;
import io.betintel.ev.api.Parameters;
import io.betintel.ev.api.Problem;
import io.betintel.ev.api.Routes;
import io.betintel.ev.api.RunningRequest;
import io.betintel.ev.api.live.LiveClient.Ending;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.HttpGuard;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** {@code /v1/live}: lines as they change, as server-sent events. */
final class LiveRoutes implements Routes {
  private static final String BET_TYPE = "bet_type";
  private static final String EVENT_STREAM = "text/event-stream";

  private final LiveLines live;
  private final Callers callers;
  private final OpenedTypes opened;
  private final Addresses addresses;

  LiveRoutes(LiveLines live, Access access) {
    this.live = live;
    this.callers = access.callers();
    this.opened = access.opened();
    this.addresses = access.addresses();
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/live", this::open);
  }

  @Override
  public void stop() {
    live.hub().stop();
  }

  private void open(Context request) throws IOException {
    Caller caller = callers.of(request);
    Set<BetType> asked = asked(request, caller);
    String accept = request.header("Accept");
    if (accept != null && Stream.of(EVENT_STREAM, "text/*", "*/*").noneMatch(accept::contains)) {
      throw Problem.notAcceptable(
          "this is a stream of events: send Accept: "
              + EVENT_STREAM
              + ", or ask /v1/boards/{bet_type} for the lines as they are now");
    }
    if (HeadAsGet.isHead(request)) {
      request.contentType(EVENT_STREAM).header("Cache-Control", "no-store");
      return;
    }
    LiveClient client = live.hub().join(caller, addresses.of(request), asked);
    HttpGuard.lasts(request.req());
    RunningRequest.forget(request);
    request
        .contentType(EVENT_STREAM)
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no"); // nginx would hold events back
    try {
      LiveResponse.begin(live.hub(), client, live.writers(), request);
    } catch (IOException | RuntimeException e) {
      live.hub().leave(client, Ending.CLIENT);
      throw e;
    }
  }

  private Set<BetType> asked(Context request, Caller caller) {
    Set<BetType> asked = new LinkedHashSet<>();
    for (String name : new Parameters(request, Set.of(BET_TYPE)).texts(BET_TYPE)) {
      asked.add(opened.require(caller.role(), name));
    }
    return asked;
  }
}
