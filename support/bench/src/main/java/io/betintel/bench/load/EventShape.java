package io.betintel.bench.load;

import io.betintel.ev.odds.SportingEvent;
import java.util.List;

/**
 * An event as it is sent, but for its id and start.
 *
 * @param like has the sport and the teams
 */
record EventShape(SportingEvent like, List<MarketShape> markets) {}
