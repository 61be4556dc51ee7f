package dev.signalbox.lab.control;

import dev.signalbox.lab.control.told.Told;

/** A status and what is written as JSON. */
record Answer(int status, Object body) {
  static Answer ok(Object body) {
    return new Answer(200, body);
  }

  static Answer done(String what) {
    return new Answer(200, new Told.Done(what));
  }

  static Answer problem(int status, String error) {
    return new Answer(status, new Told.Problem(error));
  }
}
