# gratuitous-arp.pl INTERFACE PACKETS ADDRESS…: broadcasts ARP requests of each address for itself, as RFC 5227 calls an announcement.
use strict;
use warnings;
use Socket;

use constant { AF_PACKET => 17, ETH_P_ARP => 0x0806, SIOCGIFHWADDR => 0x8927, SIOCGIFINDEX => 0x8933 };

my ($interface, $packets, @addresses) = @ARGV;
socket(my $socket, AF_PACKET, SOCK_RAW, unpack("S", pack("n", ETH_P_ARP))) or die "packet socket: $!\n";
my $request = pack("a16 x24", $interface);
ioctl($socket, SIOCGIFINDEX, $request) or die "$interface: $!\n";
my $index = unpack("x16 i", $request);
$request = pack("a16 x24", $interface);
ioctl($socket, SIOCGIFHWADDR, $request) or die "$interface: $!\n";
my $mac = unpack("x18 a6", $request);
my $all = "\xff" x 6;
my $to = pack("S n i S C C a8", AF_PACKET, ETH_P_ARP, $index, 0, 0, 6, $all);
for my $packet (1 .. $packets) {
    for my $address (@addresses) {
        my $ip = inet_aton($address);
        my $arp = pack("n n C C n a6 a4 a6 a4", 1, 0x0800, 6, 4, 1, $mac, $ip, "\0" x 6, $ip);
        send($socket, pack("a6 a6 n", $all, $mac, ETH_P_ARP) . $arp, 0, $to) or die "$interface: $!\n";
    }
}
