package dev.nines.network;

/** What somebody knows of the loss of messages from one host to another beyond its probability. */
public interface Luck {
    /** The probability with which the next message gets lost. */
    double lossProbability(double probability);

    /** What became of it. */
    void sent(boolean lost);
}
