package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"log"
	"net"
	"time"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// virtualIP is an address on an interface, announced to the neighbours while it is held.
type virtualIP struct {
	link    netlink.Link
	address *netlink.Addr
}

func newVirtualIP(address, linkName string) (*virtualIP, error) {
	link, err := netlink.LinkByName(linkName)
	if err != nil {
		return nil, fmt.Errorf("interface %s: %v", linkName, err)
	}
	parsed, err := netlink.ParseAddr(address + "/32")
	if err != nil {
		return nil, err
	}
	return &virtualIP{link: link, address: parsed}, nil
}

// hold keeps the address on the interface until the context ends.
func (v *virtualIP) hold(ctx context.Context) error {
	if ctx.Err() != nil {
		return nil
	}
	if err := netlink.AddrReplace(v.link, v.address); err != nil {
		return fmt.Errorf("adding %s to %s: %v", v.address.IPNet, v.link.Attrs().Name, err)
	}
	log.Printf("holding %s on %s", v.address.IP, v.link.Attrs().Name)
	defer v.remove()
	ticker := time.NewTicker(3 * time.Second)
	defer ticker.Stop()
	for {
		if err := v.announce(); err != nil {
			log.Printf("announcing %s: %v", v.address.IP, err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// remove takes the address off the interface; fine when it is not there.
func (v *virtualIP) remove() error {
	present, err := netlink.AddrList(v.link, netlink.FAMILY_V4)
	if err != nil {
		return err
	}
	for _, address := range present {
		if !address.IP.Equal(v.address.IP) {
			continue
		}
		if err := netlink.AddrDel(v.link, &address); err != nil {
			return err
		}
		log.Printf("removed %s from %s", v.address.IP, v.link.Attrs().Name)
	}
	return nil
}

// announce sends one gratuitous ARP reply, so that neighbours send the address's traffic here from now on.
func (v *virtualIP) announce() error {
	socket, err := unix.Socket(unix.AF_PACKET, unix.SOCK_DGRAM, int(swap(unix.ETH_P_ARP)))
	if err != nil {
		return err
	}
	defer unix.Close(socket)
	mac := v.link.Attrs().HardwareAddr
	packet := append([]byte{0, 1, 8, 0, 6, 4, 0, 2}, mac...)
	packet = append(packet, v.address.IP.To4()...)
	packet = append(packet, net.HardwareAddr{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}...)
	packet = append(packet, v.address.IP.To4()...)
	return unix.Sendto(socket, packet, 0, &unix.SockaddrLinklayer{
		Protocol: swap(unix.ETH_P_ARP),
		Ifindex:  v.link.Attrs().Index,
		Halen:    6,
		Addr:     [8]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
	})
}

func swap(value uint16) uint16 {
	bytes := make([]byte, 2)
	binary.BigEndian.PutUint16(bytes, value)
	return binary.LittleEndian.Uint16(bytes)
}
