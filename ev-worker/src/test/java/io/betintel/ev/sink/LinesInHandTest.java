package io.betintel.ev.sink;

import io.betintel.ev.odds.BetType;

/** The store that other tests use keeps what every store must keep. */
final class LinesInHandTest extends LineSinkContract {
  private final LinesInHand store = new LinesInHand();

  @Override
  protected LineSink sink() {
    return store;
  }

  @Override
  protected LineSink another() {
    return store;
  }

  @Override
  protected String content() {
    return store.content();
  }

  @Override
  protected void enable(BetType betType, boolean on) {
    store.enable(betType, on);
  }
}
