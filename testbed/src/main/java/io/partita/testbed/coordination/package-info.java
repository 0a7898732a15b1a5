/** Groups and leaders in ZooKeeper, as Mesos and Marathon agree on them. */
package io.partita.testbed.coordination;
