package io.betintel.bench.load;

import io.betintel.ev.odds.BetType;
import java.util.List;

/** A market as it is sent, but for its event. */
record MarketShape(BetType betType, List<QuotedBook> books) {}
