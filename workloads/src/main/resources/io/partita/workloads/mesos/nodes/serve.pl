# The mode "serve" of task.sh: one process that keeps the ledger as described there and answers HTTP on its port. Every
# path is answered with 200 and what the task is, as JSON; /health is answered with 503 while the task is not healthy.
# Arguments: LEDGER TASK ABOUT BEAT HEALTHY_AFTER HEALTHY_UNTIL, where ABOUT ends in app, version and port, and times are
# milliseconds since the start or - for never. Uses nothing that is not in perl-base, which no Debian can be without.
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;

my ($ledger, $task, $about, $beat, $after, $until) = @ARGV;
my (undef, $app, $version, $port) = split / /, $about;
my $patience = 5;    # seconds for a client to finish its request
my $longest = 8192;  # bytes of a request

sub uptime {
    open(my $in, '<', '/proc/uptime') or die "cannot read /proc/uptime: $!";
    return (split / /, scalar <$in>)[0];
}

sub note {
    my $line = join ' ', $_[0], uptime(), $$, @_[1 .. $#_], '.';
    open(my $out, '>>', $ledger) or return;
    syswrite $out, "$line\n";
    close $out;
}

for my $signal (qw(TERM INT HUP QUIT)) {
    $SIG{$signal} = sub { note('stop', $signal); exit 143 };
}
$SIG{PIPE} = 'IGNORE';

note('start', $about);
my $began = uptime();
my $server = $port =~ /^\d+$/
    && IO::Socket::INET->new(LocalPort => $port, Proto => 'tcp', Listen => 128, ReuseAddr => 1, Blocking => 0);
if (!$server) {
    print STDERR "cannot listen on port $port: $!\n";
    note('exit', 69);
    exit 69;
}

sub healthy {
    my $age = (uptime() - $began) * 1000;
    return $after ne '-' && $age >= $after && ($until eq '-' || $age < $until);
}

sub quoted {
    my ($text) = @_;
    $text =~ s/(["\\])/\\$1/g;
    $text =~ s/[\x00-\x1f]/ /g;
    return "\"$text\"";
}

my $requests = 0;

sub answer {
    my ($path) = @_;
    $requests++;
    my $healthy = healthy();
    my $status = $path =~ m{^/health(?:[/?]|$)} && !$healthy ? '503 Service Unavailable' : '200 OK';
    my $body = sprintf(
        '{"task":%s,"app":%s,"version":%s,"port":%d,"pid":%d,"healthy":%s,"requests":%d}' . "\n",
        quoted($task), quoted($app), quoted($version), $port, $$, $healthy ? 'true' : 'false', $requests);
    return "HTTP/1.1 $status\r\nContent-Type: application/json\r\nContent-Length: " . length($body)
        . "\r\nConnection: close\r\n\r\n$body";
}

my $select = IO::Select->new($server);
my (%request, %since);

sub forget {
    my ($client) = @_;
    $select->remove($client);
    delete $request{$client};
    delete $since{$client};
    close $client;
}

my $next = $began + $beat / 1000;
while (1) {
    my $now = uptime();
    if ($now >= $next) {
        note('beat');
        $next += $beat / 1000;
        $next = $now + $beat / 1000 if $next < $now;    # it was stopped: no beats for that time
        forget($_) for grep { $_ != $server && $now - $since{$_} > $patience } $select->handles;
        next;
    }
    for my $ready ($select->can_read($next - $now)) {
        if ($ready == $server) {
            while (my $client = $server->accept) {
                $client->blocking(0);
                $select->add($client);
                $request{$client} = '';
                $since{$client} = $now;
            }
            next;
        }
        my $read = sysread $ready, $request{$ready}, 4096, length $request{$ready};
        if (!$read || length $request{$ready} > $longest) {
            forget($ready) unless !defined $read && $!{EAGAIN};
        } elsif ($request{$ready} =~ /\r?\n\r?\n/) {
            my ($path) = $request{$ready} =~ m{^[A-Z]+ (\S+)};
            syswrite $ready, answer(defined $path ? $path : '/');
            forget($ready);
        }
    }
}
