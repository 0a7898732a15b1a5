/** What Marathon answers to HTTP requests, leading or not. */
package io.partita.testbed.marathon.api;
