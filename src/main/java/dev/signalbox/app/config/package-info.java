/**
 * What can be configured, checked as a whole and turned into the house's own words. {@code
 * config/application.yaml} documents every property.
 */
@NullMarked
package dev.signalbox.app.config;

import org.jspecify.annotations.NullMarked;
