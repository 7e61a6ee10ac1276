package io.betintel.ev.feed;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.SportingEvent;
import java.util.Set;

/**
 * A part of a source that an answer has whole: what the answer lacks of it, the source does not
 * quote now.
 *
 * @param asked what distinguishes the question from others about the same sport and markets, such
 *     as the regions: only what an equal question once had can be missing
 * @param markets their keys
 * @param except ids of events about which the source gave no answer
 */
public record Coverage(String asked, String sportKey, Set<String> markets, Set<String> except) {
  public Coverage {
    markets = Set.copyOf(markets);
    except = Set.copyOf(except);
  }

  boolean has(SportingEvent event, BetType betType) {
    return sportKey.equals(event.sportKey())
        && markets.contains(betType.symbol())
        && !except.contains(event.id());
  }
}
