package dev.signalbox.port;

/**
 * What an exception is that tells of something that is out of order outside of Signalbox, such as a
 * full disk. Any port may throw one at any time.
 */
public interface Outage {

  /** What is out of order and what to do about it, for the person who reads it in a channel. */
  String remedy();
}
