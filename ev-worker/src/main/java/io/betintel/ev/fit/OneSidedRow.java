package io.betintel.ev.fit;

/**
 * How far prices of one side alone miss, for one family in one sport.
 *
 * @param alone prices whose other side the bookmaker does not quote
 * @param valued how many of those the bookmaker's usual margin values
 * @param tried prices of two-sided quotes that were priced as if they stood alone
 * @param own median miss of the bookmaker's own two-sided price, as a probability
 * @param compared how many of them other bookmakers quote at the same point
 * @param others median miss of the mean of the others' two-sided prices
 * @param one how often one standard error covers that
 * @param two how often the 95 % band does
 * @param worst how often the worst case is no better than that
 */
public record OneSidedRow(
    LadderGroup group,
    int alone,
    int valued,
    int tried,
    double own,
    int compared,
    double others,
    Coverage one,
    Coverage two,
    double worst) {}
